/* workers.h - independent tasks, here or in several processes at once.

   Tasks are numbered from 0 and listed in groups, each one a range of numbers:
   a worker keeps to one group while there are tasks of it, for what it has at
   hand may serve the next; then it begins a group that nobody has begun, and
   helps where most is left when there is none.  It does a task and sends what
   it has found as bytes, which the parent collects as they come.

   Workers are child processes made by fork, and not threads, since a task goes
   through all of the program: each has its own memory, so that no number of
   FLINT can be shared by mistake, whether or not the library keeps its state
   by thread, and what a task does cannot depend on how many workers there are.
   A single worker is this process itself, and goes through the tasks in the
   order of their numbers.

   Of several tasks that fail the one of the least number is told: every task
   before it is done.  A worker that ends for lack of memory, or by a signal,
   is a failure of the whole; when the parent ends, the workers do.  */
#ifndef MDM_WORKERS_H
#define MDM_WORKERS_H

#include "exact/status.h"

/* A worker's own end; opaque.  */
typedef struct mdm_worker mdm_worker_t;

/* What is to be done, all functions being called with DATA.  */
typedef struct
{
  unsigned workers;    /* 0 and 1: this process */
  size_t groups;       /* of tasks: those of group g are.. */
  const size_t *start; /* ..start[g]..start[g+1]-1; start[0] is 0 */
  void *data;
  /* In each worker: do tasks, until none is left to take.  */
  void (*work) (mdm_worker_t *worker, void *data);
  /* In this process, in whatever order they come: task NUMBER has sent SIZE
     bytes from BYTES.  A failure ends the work.  */
  mdm_status (*collect) (void *data, size_t number, const char *bytes,
                         size_t size, mdm_err_t *err);
  /* DONE tasks are done: after each, and once a second.  */
  void (*tell) (void *data, size_t done);
  /* In each process that is made, to let go of what only the first one may
     hold; or NULL.  */
  void (*forked) (void *data);
} mdm_workers_t;

/* Set *NUMBER to the next task for WORKER, and take it; 0 when none is left.
   Within a group numbers ascend.  */
int mdm_worker_take (size_t *number, mdm_worker_t *worker);

/* Send SIZE bytes from BYTES as what task NUMBER has found.  Does not return
   when the parent is gone.  */
void mdm_worker_send (mdm_worker_t *worker, size_t number, const void *bytes,
                      size_t size);

/* Task NUMBER has failed as ERR says: those after it are not wanted.  */
void mdm_worker_fail (mdm_worker_t *worker, size_t number,
                      const mdm_err_t *err);

/* Those after task NUMBER are not wanted, for what it has found is enough.  */
void mdm_worker_enough (mdm_worker_t *worker, size_t number);

/* Do all tasks.  Fails where one of them does, where COLLECT does, where there
   can be no processes, and where one ended otherwise than by returning.  */
mdm_status mdm_workers_run (const mdm_workers_t *workers,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
