/* Intent: each function of the C library that docs/c-library.md lists works in a region, on memory that the region
 * has changed, and leaves it undoable.
 *
 * RUN: %stm_clang -std=gnu17 -O0 -fno-builtin %s -o %t.O0 -lm -latomic && env STM_LONE=0 STM_LOCK=0 %t.O0
 * RUN: %stm_clang -std=gnu17 -O2 %s -o %t.O2 -lm -latomic && env STM_LONE=0 STM_LOCK=0 %t.O2
 * RUN: %stm_clang -std=gnu17 -O2 -D_FORTIFY_SOURCE=2 %s -o %t.fortified -lm -latomic
 * RUN: env STM_LONE=0 STM_LOCK=0 %t.fortified
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "constructs.h"

#include <arpa/inet.h>
#include <complex.h>
#include <ctype.h>
#include <errno.h>
#include <fenv.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <locale.h>
#include <malloc.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <search.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

/* One row: the statements run in a region, then `condition` must hold. */
#define ROW(name, statements, condition)                                                                    \
  CONSTRUCT(name) {                                                                                        \
    [[stm::atomic]] {                                                                                      \
      statements;                                                                                          \
      REGION_ENDS;                                                                                         \
    }                                                                                                      \
    CHECK(condition);                                                                                      \
  }

static char a[256], b[256], c[256];
static wchar_t wa[64], wb[64];
static int n, m;
static long l;
static double x, y;
static char *p, *q;
static void *v;
static size_t s;

/* Memory. */
ROW(malloc_free, { v = malloc(100); memset(v, 7, 100); n = ((char *)v)[99]; free(v); }, n == 7)
ROW(calloc_row, { int *z = calloc(50, sizeof(int)); n = z[49] + 1; free(z); }, n == 1)
ROW(realloc_row, { p = malloc(10); strcpy(p, "grows"); p = realloc(p, 5000); n = strcmp(p, "grows"); free(p); }, n == 0)
ROW(reallocarray_row, { p = reallocarray(NULL, 10, 10); strcpy(p, "x"); p = reallocarray(p, 100, 100); n = *p; free(p); }, n == 'x')
ROW(aligned_alloc_row, { v = aligned_alloc(64, 128); n = ((uintptr_t)v & 63) == 0; free(v); }, n)
ROW(posix_memalign_row, { void *z; m = posix_memalign(&z, 256, 100); n = ((uintptr_t)z & 255) == 0; free(z); }, n && m == 0)
ROW(memalign_row, { v = memalign(32, 10); n = ((uintptr_t)v & 31) == 0; free(v); }, n)
ROW(malloc_usable_size_row, { v = malloc(100); s = malloc_usable_size(v); free(v); }, s >= 100)

/* <string.h>. */
ROW(memcpy_row, { strcpy(a, "source"); memcpy(b, a, 7); }, strcmp(b, "source") == 0)
ROW(memmove_row, { strcpy(a, "abcdef"); memmove(a + 1, a, 5); }, strncmp(a, "aabcde", 6) == 0)
ROW(mempcpy_row, { strcpy(a, "xyz"); n = (char *)mempcpy(b, a, 4) - b; }, n == 4 && strcmp(b, "xyz") == 0)
ROW(memccpy_row, { strcpy(a, "up to:here"); p = memccpy(b, a, ':', 20); }, p == b + 6)
ROW(memset_row, { memset(a, 'm', 100); a[100] = 0; }, strlen(a) == 100)
ROW(explicit_bzero_row, { memset(a, 'm', 10); explicit_bzero(a, 10); bzero(b, 10); }, a[9] == 0)
ROW(memcmp_row, { strcpy(a, "same"); strcpy(b, "same"); n = memcmp(a, b, 5); b[0] = 't'; m = memcmp(a, b, 5); }, n == 0 && m < 0)
ROW(bcmp_row, { strcpy(a, "same"); strcpy(b, "sane"); n = bcmp(a, b, 5) != 0; }, n)
ROW(memchr_row, { strcpy(a, "find x here"); p = memchr(a, 'x', 12); q = memrchr(a, 'e', 12); v = rawmemchr(a, 'h'); }, p == a + 5 && q == a + 10 && v == a + 7)
ROW(memmem_row, { strcpy(a, "find x here"); p = memmem(a, 12, "x h", 3); }, p == a + 5)
ROW(strlen_row, { strcpy(a, "length"); s = strlen(a) + strnlen(a, 3); }, s == 9)
ROW(strcpy_row, { strcpy(a, "text"); n = stpcpy(b, a) - b; }, n == 4 && strcmp(b, "text") == 0)
ROW(strncpy_row, { memset(b, 'z', 20); strncpy(b, "ab", 5); n = stpncpy(c, "abcdef", 3) - c; }, b[4] == 0 && b[5] == 'z' && n == 3)
ROW(strcat_row, { strcpy(a, "one"); strcat(a, "two"); strncat(a, "threefour", 5); }, strcmp(a, "onetwothree") == 0)
ROW(strcmp_row, { strcpy(a, "abc"); n = strcmp(a, "abd") < 0 && strncmp(a, "abx", 2) == 0; }, n)
ROW(strcasecmp_row, { strcpy(a, "ABC"); n = strcasecmp(a, "abc") == 0 && strncasecmp(a, "abx", 2) == 0; }, n)
ROW(strcoll_row, { strcpy(a, "abc"); n = strcoll(a, "abd") < 0; s = strxfrm(b, a, sizeof b); }, n && s == 3)
ROW(strchr_row, { strcpy(a, "a-b-c"); p = strchr(a, '-'); q = strrchr(a, '-'); v = strchrnul(a, '!'); }, p == a + 1 && q == a + 3 && v == a + 5)
ROW(index_row, { strcpy(a, "a-b-c"); p = index(a, '-'); q = rindex(a, '-'); }, p == a + 1 && q == a + 3)
ROW(strstr_row, { strcpy(a, "needle in hay"); p = strstr(a, "in"); q = strcasestr(a, "IN"); }, p == a + 7 && q == p)
ROW(strpbrk_row, { strcpy(a, "abc,def"); p = strpbrk(a, ";,"); s = strspn(a, "cba") + strcspn(a, ","); }, p == a + 3 && s == 6)
ROW(strtok_r_row, { strcpy(a, "x y  z"); n = 0; for (p = strtok_r(a, " ", &q); p; p = strtok_r(NULL, " ", &q)) n += *p; }, n == 'x' + 'y' + 'z')
ROW(strsep_row, { strcpy(a, "k=v"); q = a; p = strsep(&q, "="); }, strcmp(p, "k") == 0 && strcmp(q, "v") == 0)
ROW(strdup_row, { strcpy(a, "copy me"); p = strdup(a); q = strndup(a, 4); n = strcmp(p, a) == 0 && strcmp(q, "copy") == 0; free(p); free(q); }, n)
ROW(strerror_row, { n = strlen(strerror(ENOENT)) > 0; m = strlen(strerror_r(EINVAL, a, sizeof a)) > 0; }, n && m)

/* <wchar.h>. */
ROW(wcscpy_row, { wcscpy(wa, L"wide"); wcscat(wa, L"er"); s = wcslen(wa); p = (char *)wcschr(wa, L'r'); }, s == 6 && p == (char *)(wa + 5))
ROW(wmemcpy_row, { wmemset(wa, L'w', 10); wmemcpy(wb, wa, 10); wmemmove(wb + 1, wb, 5); n = wmemcmp(wa, wb, 10); p = (char *)wmemchr(wb, L'w', 3); }, n == 0 && p == (char *)wb)
ROW(wcscmp_row, { wcscpy(wa, L"a"); n = wcscmp(wa, L"b"); }, n < 0)

/* <ctype.h>. */
ROW(ctype_row, { a[0] = 'q'; n = isalpha(a[0]) && islower(a[0]) && !isdigit(a[0]) && isalnum(a[0]) && isprint(a[0]) && !isspace(a[0]) && isxdigit('f'); m = toupper(a[0]) + tolower('A'); }, n && m == 'Q' + 'a')

/* <stdlib.h>. */
ROW(strtol_row, { strcpy(a, " 123rest"); l = strtol(a, &p, 10) + strtoll("0x10", NULL, 0); }, l == 139 && p == a + 4)
ROW(strtoul_row, { strcpy(a, "777z"); l = (long)strtoul(a, &p, 8) + (long)strtoull("1", NULL, 10); }, l == 512 && *p == 'z')
ROW(strtoimax_row, { l = (long)(strtoimax("-5", NULL, 10) + (intmax_t)strtoumax("7", NULL, 10)); }, l == 2)
ROW(strtod_row, { strcpy(a, "2.5e1,"); x = strtod(a, &p); y = (double)strtof("0.5", NULL) + (double)strtold("0.25", NULL); }, x == 25 && *p == ',' && y == 0.75)
ROW(atoi_row, { strcpy(a, "42"); n = atoi(a) + (int)atol(a) + (int)atoll(a) + (int)atof(a); }, n == 168)
ROW(strtol_errno_row, { errno = 0; l = strtol("99999999999999999999", NULL, 10); }, errno == ERANGE && l == INT64_MAX)
ROW(abs_div_row, { div_t d = div(17, 5); n = abs(-3) + (int)labs(-4L) + d.quot + d.rem; }, n == 12)
static int ascending(const void *left, const void *right) { ++m; return *(const int *)left - *(const int *)right; }
static int withContext(const void *left, const void *right, void *sign) { return *(int *)sign * ascending(left, right); }
static int numbers[100];
static void fill(void) { for (int i = 0; i < 100; ++i) numbers[i] = i * 37 % 100; }
ROW(qsort_row, { fill(); m = 0; qsort(numbers, 100, sizeof(int), ascending); }, numbers[0] == 0 && numbers[99] == 99 && m > 100)
ROW(qsort_r_row, { fill(); n = -1; qsort_r(numbers, 100, sizeof(int), withContext, &n); }, numbers[0] == 99)
ROW(bsearch_row, { for (int i = 0; i < 100; ++i) numbers[i] = 2 * i; n = 84; v = bsearch(&n, numbers, 100, sizeof(int), ascending); }, v == &numbers[42])
ROW(lfind_row, { fill(); n = 37; s = 100; v = lfind(&n, numbers, &s, sizeof(int), ascending); }, v == &numbers[1])
ROW(lsearch_row, { s = 3; n = 1000; v = lsearch(&n, numbers, &s, sizeof(int), ascending); }, s == 4 && v == &numbers[3])
static unsigned seed = 1;
static unsigned short state[3] = {1, 2, 3};
ROW(rand_r_row, { n = rand_r(&seed); x = erand48(state); l = nrand48(state) + jrand48(state); }, n >= 0 && x < 1)

/* Wide strings, numbers in them, conversion. */
ROW(wcsn_row, { wcscpy(wa, L"wide text"); wcsncpy(wb, wa, 4); wb[4] = 0; wcsncat(wb, L"rest", 2); n = wcsncmp(wb, L"wident", 4); s = wcsnlen(wa, 3); }, n == 0 && s == 3 && wcscmp(wb, L"widere") == 0)
ROW(wcs_search_row, { wcscpy(wa, L"a,b;c,d"); n = (int)(wcsrchr(wa, L',') - wa); m = (int)(wcsstr(wa, L"b;") - wa); l = wcspbrk(wa, L";") - wa; s = wcsspn(wa, L"a,") * 10 + wcscspn(wa, L";"); }, n == 5 && m == 2 && l == 3 && s == 23)
ROW(wcsdup_row, { wcscpy(wa, L"copied"); wchar_t *d = wcsdup(wa); n = wcscasecmp(d, L"COPIED") + wcscoll(d, wa); free(d); }, n == 0)
ROW(wcstol_row, { wcscpy(wa, L"12 0x1f 2.5"); wchar_t *e; l = wcstol(wa, &e, 10) + (long)wcstoul(e, &e, 16) + wcstoll(L"1", NULL, 10) + (long)wcstoull(L"2", NULL, 10); x = wcstod(e, NULL) + (double)wcstof(L"1", NULL) + (double)wcstold(L"1", NULL); }, l == 46 && x == 4.5)
ROW(mbstowcs_row, { strcpy(a, "bytes"); s = mbstowcs(wa, a, 64); s += wcstombs(b, wa, sizeof b) * 10; n = mbtowc(wb, a, 5) + mblen(a, 5) + wctomb(c, L'y'); }, s == 55 && strcmp(a, b) == 0 && wb[0] == L'b' && c[0] == 'y' && n == 3)

/* <math.h>. */
ROW(math_row, { x = 2; y = sqrt(x) * sqrt(x) + sin(0) + cos(0) + pow(x, 3) + floor(1.5) + ceil(1.5) + fabs(-1.0) + fmod(7, 4) + exp(0) + log(1) + atan2(0, 1) + hypot(3, 4) + cbrt(27); }, fabs(y - (2 + 0 + 1 + 8 + 1 + 2 + 1 + 3 + 1 + 0 + 0 + 5 + 3)) < 1e-9)
ROW(mathf_row, { float f = 2; x = (double)(sqrtf(f) * sqrtf(f) + powf(f, 2) + truncf(1.5f)) + (double)sqrtl(4.0L); }, fabs(x - 9) < 1e-5)
ROW(frexp_row, { x = frexp(8.0, &n); y = modf(2.75, &x); }, n == 4 && x == 2 && y == 0.75)
ROW(remquo_row, { x = remquo(7, 2, &n); sincos(0, &x, &y); l = lround(2.5) + ilogb(8.0); }, x == 0 && y == 1 && l == 6)
ROW(lgamma_r_row, { x = lgamma_r(3, &n); y = ldexp(1, 4) + scalbn(1, 2); }, fabs(x - log(2)) < 1e-9 && y == 20)

ROW(lgamma_row, { x = lgamma(3) + (double)lgammaf(3); y = nan("1"); }, fabs(x - 2 * log(2)) < 1e-6 && isnan(y))

/* <stdio.h>. */
static int printList(char *to, size_t size, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int length = vsnprintf(to, size, format, list);
  va_end(list);
  return length;
}
static int scanList(const char *from, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int found = vsscanf(from, format, list);
  va_end(list);
  return found;
}
ROW(snprintf_row, { strcpy(a, "string"); n = snprintf(b, sizeof b, "%d %5.2f|%-8s|%08x %c %% %ld %zu %hhd %p", -5, 3.14159, a, 255, 'c', 1L << 40, (size_t)9, 300, (void *)0); }, strcmp(b, "-5  3.14|string  |000000ff c % 1099511627776 9 44 (nil)") == 0 && n == (int)strlen(b))
ROW(snprintf_cut_row, { n = snprintf(b, 6, "%s", "longer than that"); }, strcmp(b, "longe") == 0 && n == 16)
ROW(snprintf_stars_row, { strcpy(a, "abcdef"); n = snprintf(b, sizeof b, "%*d|%.*s|%-*.*f|%n", 5, 42, 3, a, 6, 1, 2.25, &m); }, strcmp(b, "   42|abc|2.2   |") == 0 && m == n)
ROW(snprintf_measures_row, { n = snprintf(NULL, 0, "%s %Lf", "four", 1.5L); }, n == 13)
ROW(sprintf_row, { n = sprintf(b, "%s=%llu", "key", 12345678901ull); }, strcmp(b, "key=12345678901") == 0)
ROW(vsnprintf_row, { n = printList(b, sizeof b, "%s-%d-%g", "list", 7, 0.5); }, strcmp(b, "list-7-0.5") == 0)
ROW(asprintf_row, { n = asprintf(&p, "%d items and a long text: %s", 3, "more than sixteen bytes"); m = strcmp(p, "3 items and a long text: more than sixteen bytes"); free(p); }, m == 0)
ROW(sscanf_row, { strcpy(a, "12 3.5 word c 0x1f rest"); unsigned u; char z; n = sscanf(a, "%d %lf %9s %c %x %n", &m, &x, b, &z, &u, &numbers[0]); l = z + (long)u; }, n == 5 && m == 12 && x == 3.5 && strcmp(b, "word") == 0 && l == 'c' + 31 && numbers[0] == 19)
ROW(sscanf_sets_row, { strcpy(a, "key: value;12"); n = sscanf(a, "%[a-z]: %[^;];%*d", b, c); }, n == 2 && strcmp(b, "key") == 0 && strcmp(c, "value") == 0)
ROW(sscanf_fails_row, { n = sscanf("abc", "%d", &m); l = sscanf("", "%d", &m); }, n == 0 && l == EOF)
ROW(vsscanf_row, { n = scanList("1,2", "%d,%d", &numbers[0], &numbers[1]); }, n == 2 && numbers[1] == 2)

/* <time.h>. */
static struct timespec spec;
static struct timeval val;
static struct tm parts;
static time_t when;
ROW(time_row, { l = time(&when); x = difftime(when, l); }, l == when && l > 0)
ROW(clock_gettime_row, { n = clock_gettime(CLOCK_MONOTONIC, &spec); m = timespec_get(&spec, TIME_UTC); }, n == 0 && m == TIME_UTC && spec.tv_sec > 0)
ROW(gettimeofday_row, { n = gettimeofday(&val, NULL); l = clock(); }, n == 0 && val.tv_sec > 0)
ROW(gmtime_r_row, { when = 86400; gmtime_r(&when, &parts); l = timegm(&parts); }, parts.tm_mday == 2 && l == 86400)

ROW(localtime_r_row, { when = 0; localtime_r(&when, &parts); l = mktime(&parts); }, l == 0 && (parts.tm_year == 70 || parts.tm_year == 69))
ROW(shared_times_row, { when = 86400; n = gmtime(&when)->tm_mday; m = localtime(&when)->tm_year; }, n == 2 && m == 70)
ROW(strftime_row, { when = 0; gmtime_r(&when, &parts); strcpy(a, "%Y-%m-%d %H:%M:%S"); s = strftime(b, sizeof b, a, &parts); }, s == 19 && strcmp(b, "1970-01-01 00:00:00") == 0)
ROW(strftime_cut_row, { s = strftime(b, 3, "%Y", &parts); }, s == 0)
ROW(strptime_row, { strcpy(a, "2024-05-06!"); memset(&parts, 0, sizeof parts); p = strptime(a, "%Y-%m-%d", &parts); }, p == a + 10 && parts.tm_year == 124 && parts.tm_mday == 6)
ROW(asctime_row, { when = 0; gmtime_r(&when, &parts); strcpy(a, asctime(&parts)); asctime_r(&parts, b); }, strcmp(a, "Thu Jan  1 00:00:00 1970\n") == 0 && strcmp(a, b) == 0)
ROW(ctime_row, { when = 86400 * 200; strcpy(a, ctime(&when)); ctime_r(&when, b); }, strcmp(a, b) == 0 && strlen(a) == 25)

/* The process: its environment, the current locale's name, numbers that only the system knows. */
ROW(getenv_row, { strcpy(a, "PATH"); p = getenv(a); q = secure_getenv("NO_SUCH_NAME_ANYWHERE"); }, p && *p && !q)
ROW(setlocale_asks_row, { strcpy(a, setlocale(LC_ALL, NULL)); }, strcmp(a, "C") == 0)
ROW(identities_row, { l = getpid() + sysconf(_SC_PAGESIZE); n = getuid() == geteuid() && getgid() == getegid(); }, l > 4096 && n == 1)

/* Functions with a state of the process: the sequences are the C library's, and an aborted run draws nothing. */
ROW(rand_row, { srand(42); n = rand(); m = rand(); l = random(); }, n == 71876166 && m == 708592740 && l == 1483128881)
ROW(drand48_row, { srand48(7); x = drand48(); l = lrand48(); n = (int)mrand48(); }, fabs(x - 0.266444) < 1e-6 && l == 1464659504 && n == 1140273416)
ROW(strtok_row, { strcpy(a, "x y  z"); n = 0; for (p = strtok(a, " "); p; p = strtok(NULL, " ")) n += *p; }, n == 'x' + 'y' + 'z')
ROW(strsignal_row, { s = strlen(strsignal(SIGSEGV)); }, s == 18)

/* Threads' keys, once, and the waking of sleepers, which happens at the commit. */
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static void makeKey(void) { CHECK(pthread_key_create(&key, NULL) == 0); }
CONSTRUCT(pthread_keys_row) {
  pthread_once(&once, makeKey);
  [[stm::atomic]] {
    pthread_once(&once, makeKey);
    v = pthread_getspecific(key);
    pthread_setspecific(key, &key);
    REGION_ENDS;
  }
  CHECK(pthread_getspecific(key) == &key);
}
ROW(pthread_cond_signal_row, { n = pthread_cond_signal(&condition) + pthread_cond_broadcast(&condition); }, n == 0)
ROW(yielding_row, { n = sched_yield() + thrd_equal(thrd_current(), thrd_current()); thrd_yield(); }, n == 1)

/* The less usual part of <string.h>, <libgen.h>, <arpa/inet.h>. */
char *__xpg_basename(char *), *dirname(char *);
int __xpg_strerror_r(int, char *, size_t);
ROW(strverscmp_row, { strcpy(a, "file9"); strcpy(b, "file10"); n = strverscmp(a, b) < 0; m = __xpg_strerror_r(ENOENT, c, sizeof c); }, n && m == 0 && strlen(c) > 0)
ROW(swab_row, { strcpy(a, "badc"); swab(a, b, 4); b[4] = 0; memfrob(a, 4); memfrob(a, 4); bcopy(a, c, 5); }, strcmp(b, "abcd") == 0 && strcmp(c, "badc") == 0)
ROW(fnmatch_row, { strcpy(a, "*.[ch]"); strcpy(b, "main.c"); n = fnmatch(a, b, 0); m = fnmatch(a, "main.o", 0); }, n == 0 && m == FNM_NOMATCH)
ROW(paths_row, { strcpy(a, "/usr/lib/"); p = __xpg_basename(a); strcpy(b, "/usr/lib/name"); n = strcmp(dirname(b), "/usr/lib") == 0; q = basename("/x/y"); m = strcmp(dirname(strcpy(c, "/x")), "/") == 0 && strcmp(dirname(strcpy(c, "x")), ".") == 0; }, strcmp(p, "lib") == 0 && n && strcmp(q, "y") == 0 && m)
ROW(inet_row, { struct in_addr four; struct in6_addr six; strcpy(a, "10.0.0.7"); n = inet_pton(AF_INET, a, &four) + inet_pton(AF_INET6, "::1", &six); p = (char *)inet_ntop(AF_INET, &four, b, sizeof b); m = inet_aton("1.2.3.4", &four) && four.s_addr == inet_addr("1.2.3.4") && ntohl(htonl(5)) == 5; }, n == 2 && p == b && strcmp(b, a) == 0 && m)

/* <search.h>: trees and tables that code outside uses too. */
static int byText(const void *left, const void *right) { return strcmp(left, right); }
static void *tree;
static int visited;
static void visit(const void *node, VISIT order, int level) { (void)node; (void)level; visited += order == postorder || order == leaf; }
static void keep(void *key) { (void)key; ++visited; }
CONSTRUCT(tsearch_row) {
  static char words[64][8];
  visited = 0;
  for (int i = 0; i < 64; ++i)
    snprintf(words[i], 8, "w%d", i * 37 % 64);
  for (int i = 0; i < 32; ++i)
    tsearch(words[i], &tree, byText);
  [[stm::atomic]] {
    for (int i = 32; i < 64; ++i)
      tsearch(words[i], &tree, byText);
    v = tfind("w5", &tree, byText);
    m = tdelete("w6", &tree, byText) != NULL && tfind("w6", &tree, byText) == NULL;
    visited = 0;
    twalk(tree, visit);
    REGION_ENDS;
  }
  CHECK(m && visited == 63 && strcmp(*(char **)v, "w5") == 0);
  tdestroy(tree, keep);
  CHECK(visited == 126);
  tree = NULL;
}
ROW(hsearch_row, { struct hsearch_data table; memset(&table, 0, sizeof table); ENTRY *found; ENTRY one; ENTRY two; one.key = "one"; one.data = a; two.key = "two"; two.data = b; n = hcreate_r(10, &table) && hsearch_r(one, ENTER, &found, &table) && hsearch_r(two, ENTER, &found, &table); two.data = NULL; m = hsearch_r(two, FIND, &found, &table) && found->data == b; one.key = "three"; l = hsearch_r(one, FIND, &found, &table); hdestroy_r(&table); }, n && m && l == 0)
struct link { struct link *next, *previous; };
ROW(insque_row, { struct link *x = malloc(sizeof *x); struct link *y = malloc(sizeof *y); insque(x, NULL); insque(y, x); n = x->next == y && y->previous == x; remque(y); m = x->next == NULL; free(x); free(y); }, n && m)

/* Wide characters with a state, and the less usual part of <wchar.h>. */
ROW(mbrtowc_row, { mbstate_t shift; memset(&shift, 0, sizeof shift); strcpy(a, "mb"); s = mbrtowc(wa, a, 2, &shift) + mbrlen(a, 2, &shift) + wcrtomb(b, L'z', &shift); n = mbsinit(&shift); }, s == 3 && wa[0] == L'm' && b[0] == 'z' && n)
ROW(mbsrtowcs_row, { mbstate_t shift; memset(&shift, 0, sizeof shift); const char *from = strcpy(a, "several"); s = mbsrtowcs(wa, &from, 64, &shift); const wchar_t *back = wa; l = (long)wcsrtombs(b, &back, sizeof b, &shift); n = !from && !back; }, s == 7 && l == 7 && n && strcmp(b, "several") == 0)
ROW(wcpcpy_row, { n = (int)(wcpcpy(wa, L"abc") - wa) + (int)(wmempcpy(wb, wa, 4) - wb); m = wcsncasecmp(wa, L"ABX", 2) == 0 && wcschrnul(wa, L'z') == wa + 3; s = wcsxfrm(wb, wa, 64) + (size_t)wcswidth(wa, 3); l = (long)wcstoimax(L"-4", NULL, 10) + (long)wcstoumax(L"9", NULL, 10); }, n == 7 && m && s == 6 && l == 5)
ROW(wcstok_row, { wchar_t *rest; wcscpy(wa, L"x,,y"); n = 0; for (wchar_t *t = wcstok(wa, L",", &rest); t; t = wcstok(NULL, L",", &rest)) n += (int)*t; when = 0; gmtime_r(&when, &parts); s = wcsftime(wb, 64, L"%Y", &parts); }, n == L'x' + L'y' && s == 4 && wcscmp(wb, L"1970") == 0)

/* Locks that a region makes; waking. */
static pthread_mutex_t made_mutex;
static pthread_cond_t made_condition;
static sem_t made_semaphore;
CONSTRUCT(locks_made_in_a_region) {
  [[stm::atomic]] {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    n = pthread_mutex_init(&made_mutex, &kind) + pthread_cond_init(&made_condition, NULL) + sem_init(&made_semaphore, 0, 0);
    pthread_mutexattr_destroy(&kind);
    sem_post(&made_semaphore);
    REGION_ENDS;
  }
  CHECK(n == 0);
  CHECK(sem_trywait(&made_semaphore) == 0 && sem_trywait(&made_semaphore) != 0); /* once, whatever was undone */
  CHECK(pthread_mutex_lock(&made_mutex) == 0 && pthread_mutex_lock(&made_mutex) == 0);
  CHECK(pthread_mutex_unlock(&made_mutex) == 0 && pthread_mutex_unlock(&made_mutex) == 0);
  [[stm::atomic]] {
    n = pthread_mutex_destroy(&made_mutex) + pthread_cond_destroy(&made_condition) + sem_destroy(&made_semaphore);
    REGION_ENDS;
  }
  CHECK(n == 0);
}

/* <complex.h>, <fenv.h>. */
ROW(complex_row, { double complex z = csqrt(-4.0) + cexp(0) + ctan(0) + cacosh(1.0); x = creal(z); y = cimag(z) + (double)cargf(1.0f) + (double)cimagl(0.0L); }, fabs(x - 1) < 1e-9 && fabs(y - 2) < 1e-9)
ROW(fenv_row, { fenv_t saved; feholdexcept(&saved); feraiseexcept(FE_DIVBYZERO); n = fetestexcept(FE_DIVBYZERO) != 0; fesetenv(&saved); m = fegetround() == FE_TONEAREST; fegetenv(&saved); feupdateenv(&saved); }, n && m)
ROW(bessel_row, { x = j0(0) + roundeven(2.5) + drem(5, 3) + fmaxmag(-3, 2); }, x == 1 + 2 - 1 - 3)

/* errno: what a region sets is seen after it, what it does not touch is as it was. */
CONSTRUCT(errno_survives) {
  errno = EDOM;
  [[stm::atomic]] {
    ++numbers[50];
    free(malloc(1000));
    REGION_ENDS;
  }
  CHECK(errno == EDOM);
  [[stm::atomic]] {
    errno = ENOENT;
    REGION_ENDS;
  }
  CHECK(errno == ENOENT);
}

/* Through pointers the same versions are found. */
static size_t (*volatile length)(const char *) = strlen;
static int (*volatile print)(char *, size_t, const char *, ...) = snprintf;
static double (*volatile root)(double) = sqrt;
static void *(*volatile allocate)(size_t) = malloc;
ROW(pointers_to_library_functions, { strcpy(a, "seven"); n = (int)length(a); print(b, sizeof b, "%s!", a); x = root(16); v = allocate(10); free(v); }, n == 5 && strcmp(b, "seven!") == 0 && x == 4)

/* What is not in the table is irrevocable. */
OUTSIDE(puts_is_irrevocable) {
  [[stm::atomic]] {
    fputs("x\n", stderr);
    REGION_ENDS;
  }
}
OUTSIDE(setenv_is_irrevocable) {
  [[stm::atomic]] {
    setenv("SOME_NAME", "value", 1);
    REGION_ENDS;
  }
  CHECK(strcmp(getenv("SOME_NAME"), "value") == 0);
}
