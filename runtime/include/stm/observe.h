/** @file observe.h
 *  @brief What a program may hear of its transactions; beside stm.h
 *
 *  For programs that can say more about a conflict than an address: interpreters, say.
 */
#ifndef STM_OBSERVE_H
#define STM_OBSERVE_H

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup watching Watching
 *  @{ */

/** @brief Where a program is, in its own terms (an interpreter's line, say). A word[0] of null: unknown. */
struct stm_place {
  const void *word[2];
};

enum stm_event_kind {
  STM_EVENT_ABORT,      /**< a transaction was undone and will run again */
  STM_EVENT_IRREVOCABLE /**< a transaction has become irrevocable */
};

/** @brief What stm_observe() reports. */
struct stm_event {
  enum stm_event_kind kind;
  const char *cause;       /**< of an abort, or the function that cannot be undone; a constant text */
  const void *address;     /**< of the memory that both sides used, 16 bytes; null: unknown, or no conflict */
  struct stm_place here;   /**< where the thread first stored to it, else where it was when it noticed */
  struct stm_place there;  /**< where another stored to it */
};

/** @brief Fills in where the calling thread is.
 *
 *  Called in transactions, at their first stores to each granule: it must be quick and may read local memory (@ref local) and
 *  constants only. */
typedef void stm_place_function(struct stm_place *place);

/** @brief Hears of an event, in the thread that it happened to.
 *
 *  After an abort it is outside of the transaction, before the next attempt, and may hold regions. */
typedef void stm_report_function(const struct stm_event *event);

/** @brief From here on `report` hears of every abort and irrevocable run in the process.
 *
 *  To be called once, before threads run regions. Costs time at the first store to each granule. */
void stm_observe(stm_place_function *place, stm_report_function *report);

typedef void stm_statistics_function(const char *text, unsigned long long value, void *argument);

/** @brief Calls `line` for each line of what STM_STATS=1 prints. Exact once other threads have ended. */
void stm_statistics(stm_statistics_function *line, void *argument);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
