/* workers.h - independent tasks in several processes at once.

   Tasks are numbered from 0.  Every worker is a child process made by fork: it
   takes the next number that nobody has taken, does the task, and sends what
   it has found as bytes, which the parent collects as they come.  Processes
   and not threads, since a task goes through all of the program: each has its
   own memory, so that no number of FLINT can be shared by mistake, whether or
   not the library keeps its state by thread, and what a task does cannot
   depend on how many workers there are.

   A worker that ends for lack of memory, or by a signal, is a failure of the
   whole; when the parent ends, the workers do.  */
#ifndef MDM_WORKERS_H
#define MDM_WORKERS_H

#include "exact/status.h"

#include <stdint.h>

/* A worker's own end; opaque.  */
typedef struct mdm_worker mdm_worker_t;

/* The number of the next task, above all that were taken before.  */
uint64_t mdm_worker_take (mdm_worker_t *worker);

/* Send SIZE bytes from BYTES as what task NUMBER has found.  Does not return
   when the parent is gone.  */
void mdm_worker_send (mdm_worker_t *worker, uint64_t number, const void *bytes,
                      size_t size);

/* The tasks after NUMBER are not wanted.  */
void mdm_worker_end (mdm_worker_t *worker, uint64_t number);

/* Is a task after that which an end was put to?  */
int mdm_worker_unwanted (const mdm_worker_t *worker, uint64_t number);

/* In each of WORKERS processes call WORK with DATA, which returns when there
   is nothing left to do; and in this one COLLECT with COLLECTOR, for each
   message, in whatever order they come.  Fails where there can be no
   processes, and where one of them ended otherwise than by returning.  */
mdm_status mdm_workers_run (unsigned workers,
                            void (*work) (mdm_worker_t *, void *data),
                            void *data,
                            void (*collect) (void *collector, uint64_t number,
                                             const char *bytes, size_t size),
                            void *collector, mdm_err_t *err) MDM_MUST_CHECK;

#endif
