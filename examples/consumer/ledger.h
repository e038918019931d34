/* A ledger in C: what it does is atomic only as far as the caller's region reaches. */
#ifndef CONSUMER_LEDGER_H
#define CONSUMER_LEDGER_H

#ifdef __cplusplus
extern "C" {
#endif

void ledgerPost(int account, long amount);
long ledgerTotal(void);

#ifdef __cplusplus
}
#endif

#endif
