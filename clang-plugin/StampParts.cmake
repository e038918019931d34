# Writes a header with the checksums of the parts that the gate loads: cmake -DHEADER=... -DPARTS=a;b -P StampParts.cmake
set(checksums "")
foreach(part ${PARTS})
  file(SHA256 ${part} checksum)
  string(APPEND checksums "${checksum} ")
endforeach()
file(WRITE ${HEADER} "#define STM_PART_CHECKSUMS \"${checksums}\"\n")
