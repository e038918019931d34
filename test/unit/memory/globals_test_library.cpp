//===- memory/globals_test_library.cpp - A library with viewed globals -------------------------------===//
long library_value = 7;
long library_zeros[5000];
