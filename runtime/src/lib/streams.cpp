//===- lib/streams.cpp - Streams to and from strings, for transactions ----------------------------------===//
//
// libstdc++'s stream classes are templates whose char instantiations live in its binary. Instantiated here through the
// plugin, their members have clones; so string streams stay undoable, and others become irrevocable where their
// buffer calls the system. Facets are instantiated member by member: their identity (`id`) must stay the binary's.
// What the binary specialises is in lib/stream_input.cpp, bases and locales in lib/stream_base.cpp and lib/locale.cpp.
//
//===---------------------------------------------------------------------------------------------------===//
#include <iomanip>
#include <sstream>

template class std::basic_streambuf<char>;
template class std::basic_ios<char>;
template class std::basic_ostream<char>;
template class std::basic_istream<char>;
template class std::basic_iostream<char>;
template class std::basic_stringbuf<char>;
template class std::basic_ostringstream<char>;
template class std::basic_istringstream<char>;
template class std::basic_stringstream<char>;

template std::ostream &std::endl(std::ostream &);
template std::ostream &std::ends(std::ostream &);
template std::ostream &std::flush(std::ostream &);
template std::ostream &std::operator<<(std::ostream &, char);
template std::ostream &std::operator<<(std::ostream &, unsigned char);
template std::ostream &std::operator<<(std::ostream &, signed char);
template std::ostream &std::operator<<(std::ostream &, const char *);
template std::ostream &std::operator<<(std::ostream &, const unsigned char *);
template std::ostream &std::operator<<(std::ostream &, const signed char *);
template std::ostream &std::operator<<(std::ostream &, const std::string &);
template std::ostream &std::__ostream_insert(std::ostream &, const char *, std::streamsize);
template std::ostream &std::ostream::_M_insert(long);
template std::ostream &std::ostream::_M_insert(unsigned long);
template std::ostream &std::ostream::_M_insert(bool);
template std::ostream &std::ostream::_M_insert(long long);
template std::ostream &std::ostream::_M_insert(unsigned long long);
template std::ostream &std::ostream::_M_insert(double);
template std::ostream &std::ostream::_M_insert(long double);
template std::ostream &std::ostream::_M_insert(const void *);

template std::istream &std::ws(std::istream &);
template std::istream &std::operator>>(std::istream &, char &);
template std::istream &std::operator>>(std::istream &, unsigned char &);
template std::istream &std::operator>>(std::istream &, signed char &);
template std::istream &std::getline(std::istream &, std::string &);
template std::istream &std::istream::_M_extract(unsigned short &);
template std::istream &std::istream::_M_extract(unsigned &);
template std::istream &std::istream::_M_extract(long &);
template std::istream &std::istream::_M_extract(unsigned long &);
template std::istream &std::istream::_M_extract(bool &);
template std::istream &std::istream::_M_extract(long long &);
template std::istream &std::istream::_M_extract(unsigned long long &);
template std::istream &std::istream::_M_extract(float &);
template std::istream &std::istream::_M_extract(double &);
template std::istream &std::istream::_M_extract(long double &);
template std::istream &std::istream::_M_extract(void *&);

// <iomanip>.
#define STM_MANIPULATOR(type)                                                                                  \
  template std::ostream &std::operator<<(std::ostream &, type);                                               \
  template std::istream &std::operator>>(std::istream &, type);
STM_MANIPULATOR(std::_Setw)
STM_MANIPULATOR(std::_Setfill<char>)
STM_MANIPULATOR(std::_Setprecision)
STM_MANIPULATOR(std::_Setbase)
STM_MANIPULATOR(std::_Setiosflags)
STM_MANIPULATOR(std::_Resetiosflags)

// Facets.
#define STM_FACET(facet)                                                                                       \
  template const std::facet &std::use_facet<std::facet>(const std::locale &);                                 \
  template bool std::has_facet<std::facet>(const std::locale &);
STM_FACET(ctype<char>)
STM_FACET(numpunct<char>)
STM_FACET(num_put<char>)
STM_FACET(num_get<char>)
STM_FACET(collate<char>)

using Put = std::num_put<char>;
using Get = std::num_get<char>;
using Out = std::ostreambuf_iterator<char>;
using In = std::istreambuf_iterator<char>;
#define STM_PUT(type)                                                                                          \
  template Out Put::put(Out, std::ios_base &, char, type) const;                                              \
  template Out Put::do_put(Out, std::ios_base &, char, type) const;
STM_PUT(bool)
STM_PUT(long)
STM_PUT(unsigned long)
STM_PUT(long long)
STM_PUT(unsigned long long)
STM_PUT(double)
STM_PUT(long double)
STM_PUT(const void *)
template void Put::_M_pad(char, std::streamsize, std::ios_base &, char *, const char *, int &) const;
template void Put::_M_group_int(const char *, size_t, char, std::ios_base &, char *, char *, int &) const;
template void Put::_M_group_float(const char *, size_t, char, const char *, char *, char *, int &) const;
template In Get::_M_extract_float(In, In, std::ios_base &, std::ios_base::iostate &, std::string &) const;
#define STM_GET(type)                                                                                          \
  template In Get::get(In, In, std::ios_base &, std::ios_base::iostate &, type &) const;                      \
  template In Get::do_get(In, In, std::ios_base &, std::ios_base::iostate &, type &) const;
STM_GET(bool)
STM_GET(long)
STM_GET(unsigned short)
STM_GET(unsigned)
STM_GET(unsigned long)
STM_GET(long long)
STM_GET(unsigned long long)
STM_GET(float)
STM_GET(double)
STM_GET(long double)
STM_GET(void *)

// Order of texts, for regular expressions.
template int std::collate<char>::compare(const char *, const char *, const char *, const char *) const;
template int std::collate<char>::do_compare(const char *, const char *, const char *, const char *) const;
template std::string std::collate<char>::transform(const char *, const char *) const;
template std::string std::collate<char>::do_transform(const char *, const char *) const;
template long std::collate<char>::hash(const char *, const char *) const;
template long std::collate<char>::do_hash(const char *, const char *) const;

// What numpunct answers where a program has not replaced it.
template char std::numpunct<char>::decimal_point() const;
template char std::numpunct<char>::do_decimal_point() const;
template char std::numpunct<char>::thousands_sep() const;
template char std::numpunct<char>::do_thousands_sep() const;
template std::string std::numpunct<char>::grouping() const;
template std::string std::numpunct<char>::do_grouping() const;
template std::string std::numpunct<char>::truename() const;
template std::string std::numpunct<char>::do_truename() const;
template std::string std::numpunct<char>::falsename() const;
template std::string std::numpunct<char>::do_falsename() const;
