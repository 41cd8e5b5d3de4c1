#include <config.h>

#include "table/grid.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
# include <sys/prctl.h>
#endif

/* Which rows are still to be handed out.  Positions are those of
   plan->member, rows listed by law.  */
typedef struct
{
  const mdm_grid_t *grid;
  json_t **record;
  const unsigned char *wanted;
  size_t *next; /* of each group: the position to go on at */
  size_t fresh; /* groups from here on were given to nobody */
  size_t end;   /* positions from here on are not handed out: one failed */
  size_t done, total;
} queue_t;

static int
is_open (const queue_t *queue, size_t row)
{
  return queue->wanted[row] && queue->record[row] == NULL;
}

static void
queue_init (queue_t *queue, json_t **record, const unsigned char *wanted,
            const mdm_grid_t *grid)
{
  const mdm_plan_struct *plan = grid->plan;

  memset (queue, 0, sizeof *queue);
  queue->grid = grid;
  queue->record = record;
  queue->wanted = wanted;
  queue->end = plan->count;
  queue->next = flint_malloc ((plan->groups + 1) * sizeof *queue->next);
  memcpy (queue->next, plan->start, (plan->groups + 1) * sizeof *queue->next);
  for (size_t i = 0; i < plan->count; i++)
    {
      queue->total += wanted[i] != 0;
      queue->done += wanted[i] && record[i] != NULL;
    }
}

/* Set *POSITION to the next one of GROUP and take it, if there is one.  */
static int
take (size_t *position, queue_t *queue, size_t group)
{
  const mdm_plan_struct *plan = queue->grid->plan;
  size_t *next = queue->next + group;

  while (*next < plan->start[group + 1] && *next < queue->end)
    {
      *position = (*next)++;
      if (is_open (queue, plan->member[*position]))
        return 1;
    }
  return 0;
}

/* Take the next position for somebody who has the law of *GROUP (SIZE_MAX:
   none) at hand, and set *GROUP to its group.  */
static int
take_any (size_t *position, size_t *group, queue_t *queue)
{
  const mdm_plan_struct *plan = queue->grid->plan;
  size_t most = 0, best = SIZE_MAX;

  if (*group != SIZE_MAX && take (position, queue, *group))
    return 1;
  for (; queue->fresh < plan->groups; queue->fresh++)
    if (take (position, queue, queue->fresh))
      {
        *group = queue->fresh++;
        return 1;
      }
  /* Every law is in somebody's hands: help where most is left.  */
  for (size_t g = 0; g < plan->groups; g++)
    {
      size_t to
          = plan->start[g + 1] < queue->end ? plan->start[g + 1] : queue->end;
      size_t left = queue->next[g] < to ? to - queue->next[g] : 0;
      if (left > most)
        {
          most = left;
          best = g;
        }
    }
  if (best == SIZE_MAX || !take (position, queue, best))
    return 0;
  *group = best;
  return 1;
}

/* RECORD, a new reference, is that of ROW.  */
static mdm_status
deliver (queue_t *queue, size_t row, json_t *record, mdm_err_t *err)
{
  const mdm_grid_t *grid = queue->grid;
  mdm_status status = MDM_OK;

  queue->record[row] = record;
  queue->done++;
  if (grid->keep != NULL)
    status = grid->keep (grid->data, record, err);
  if (grid->tell != NULL)
    grid->tell (grid->data, queue->done, queue->total);
  return status;
}

/* One job, here.  */
static mdm_status
run_here (queue_t *queue, mdm_err_t *err)
{
  const mdm_grid_t *grid = queue->grid;
  size_t position, group = SIZE_MAX;
  mdm_recorder_t recorder;
  mdm_status status = MDM_OK;
  json_t *record;

  mdm_recorder_init (recorder, grid->description, grid->plan, grid->format,
                     grid->limit);
  while (status == MDM_OK && take_any (&position, &group, queue))
    {
      size_t row = grid->plan->member[position];
      status = mdm_recorder_row (&record, recorder, row, err);
      if (status == MDM_OK)
        status = deliver (queue, row, record, err);
    }
  mdm_recorder_clear (recorder);
  return status;
}

/* Several jobs.  A worker reads positions and writes, for each, an answer and
   then LENGTH bytes: the record as JSON, or how it failed.  */
typedef struct
{
  mdm_status status;
  size_t length;
} answer_t;

typedef struct
{
  pid_t pid; /* 0: it is not running */
  int to, from;
  int busy;
  size_t position, group;
} worker_t;

/* Read or write SIZE bytes; 0, or -1 when they cannot be had.  */
static int
read_all (int descriptor, void *bytes, size_t size)
{
  for (char *p = bytes; size > 0;)
    {
      ssize_t n = read (descriptor, p, size);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return -1;
      p += n;
      size -= (size_t) n;
    }
  return 0;
}

static int
write_all (int descriptor, const void *bytes, size_t size)
{
  for (const char *p = bytes; size > 0;)
    {
      ssize_t n = write (descriptor, p, size);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      p += n;
      size -= (size_t) n;
    }
  return 0;
}

/* What a worker does, until nobody asks it any more.  */
static void
work (const mdm_grid_t *grid, int in, int out)
{
  mdm_recorder_t recorder;
  size_t position;
  int going = 1;

  mdm_recorder_init (recorder, grid->description, grid->plan, grid->format,
                     grid->limit);
  while (going && read_all (in, &position, sizeof position) == 0)
    {
      answer_t answer;
      json_t *record;
      mdm_err_t err;
      char *text = NULL;

      /* Bytes between its members go through the pipe too.  */
      memset (&answer, 0, sizeof answer);
      memset (&err, 0, sizeof err);
      answer.status = mdm_recorder_row (&record, recorder,
                                        grid->plan->member[position], &err);
      if (answer.status == MDM_OK)
        {
          text = json_dumps (record, JSON_COMPACT);
          json_decref (record);
          answer.length = strlen (text);
        }
      else
        answer.length = sizeof err;
      going = write_all (out, &answer, sizeof answer) == 0
              && write_all (out, text != NULL ? (const void *) text : &err,
                            answer.length)
                     == 0;
      free (text);
    }
  mdm_recorder_clear (recorder);
}

/* Start WORKER number I of WORKERS.  */
static mdm_status
start (worker_t *workers, size_t i, const mdm_grid_t *grid, mdm_err_t *err)
{
  worker_t *worker = workers + i;
  int to[2] = { -1, -1 }, from[2] = { -1, -1 };
  pid_t parent = getpid ();

  if (pipe (to) != 0 || pipe (from) != 0)
    goto failed;
  worker->pid = fork ();
  if (worker->pid < 0)
    {
      worker->pid = 0;
      goto failed;
    }
  if (worker->pid == 0)
    {
      /* Only the ends of one's own: else the others would not see that the
         one who asks is gone.  */
      for (size_t j = 0; j < i; j++)
        {
          (void) close (workers[j].to);
          (void) close (workers[j].from);
        }
      (void) close (to[1]);
      (void) close (from[0]);
#ifdef __linux__
      /* However that one ends, nobody goes on computing for it.  */
      (void) prctl (PR_SET_PDEATHSIG, SIGKILL);
      if (getppid () != parent)
        _exit (0);
#else
      (void) parent;
#endif
      if (grid->forked != NULL)
        grid->forked (grid->data);
      work (grid, to[0], from[1]);
      /* Not exit: what is buffered here is the parent's to write.  */
      _exit (0);
    }
  (void) close (to[0]);
  (void) close (from[1]);
  worker->to = to[1];
  worker->from = from[0];
  worker->busy = 0;
  worker->group = SIZE_MAX;
  return MDM_OK;

failed:
  (void) mdm_err_set (err, MDM_EIO, "--jobs", 0, 0,
                      "a process cannot be started: %s", strerror (errno));
  for (int end = 0; end < 2; end++)
    {
      if (to[end] >= 0)
        (void) close (to[end]);
      if (from[end] >= 0)
        (void) close (from[end]);
    }
  return MDM_EIO;
}

/* End what runs; those that are at work are not waited for.  */
static void
stop (worker_t *workers, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (workers[i].pid > 0)
      {
        (void) close (workers[i].to);
        (void) close (workers[i].from);
        if (workers[i].busy)
          (void) kill (workers[i].pid, SIGKILL);
      }
  for (size_t i = 0; i < count; i++)
    if (workers[i].pid > 0)
      while (waitpid (workers[i].pid, NULL, 0) < 0 && errno == EINTR)
        ;
}

static mdm_status
lost (mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EIO, "--jobs", 0, 0,
                      "a process ended before its work was done");
}

/* Give WORKER its next position, if there is one.  */
static mdm_status
ask (worker_t *worker, queue_t *queue, mdm_err_t *err)
{
  if (!take_any (&worker->position, &worker->group, queue))
    return MDM_OK;
  worker->busy = 1;
  return write_all (worker->to, &worker->position, sizeof worker->position)
                 == 0
             ? MDM_OK
             : lost (err);
}

/* Take WORKER's answer.  A failure of its row ends at once only what comes
   after it: *FAILURE is set, and queue->end.  */
static mdm_status
hear (worker_t *worker, queue_t *queue, mdm_err_t *failure, mdm_err_t *err)
{
  size_t row = queue->grid->plan->member[worker->position];
  mdm_status status = MDM_OK;
  json_t *record;
  answer_t answer;
  char *bytes;

  if (read_all (worker->from, &answer, sizeof answer) != 0)
    return lost (err);
  bytes = flint_malloc (answer.length + 1);
  if (read_all (worker->from, bytes, answer.length) != 0)
    status = lost (err);
  else if (answer.status != MDM_OK)
    {
      if (worker->position < queue->end)
        {
          memcpy (failure, bytes, sizeof *failure);
          queue->end = worker->position;
        }
    }
  else
    {
      record = json_loadb (bytes, answer.length, 0, NULL);
      status = record == NULL ? lost (err) : deliver (queue, row, record, err);
    }
  worker->busy = 0;
  flint_free (bytes);
  return status;
}

/* Ask and hear until all is done.  */
static mdm_status
converse (worker_t *workers, struct pollfd *polled, size_t count,
          queue_t *queue, mdm_err_t *failure, mdm_err_t *err)
{
  const mdm_grid_t *grid = queue->grid;
  mdm_status status = MDM_OK;
  size_t busy = 0;

  for (size_t i = 0; i < count && status == MDM_OK; i++)
    {
      status = ask (workers + i, queue, err);
      busy += (size_t) workers[i].busy;
    }
  while (status == MDM_OK && busy > 0)
    {
      for (size_t i = 0; i < count; i++)
        polled[i]
            = (struct pollfd){ .fd = workers[i].busy ? workers[i].from : -1,
                               .events = POLLIN };
      if (poll (polled, (nfds_t) count, 1000) <= 0)
        {
          if (grid->tell != NULL)
            grid->tell (grid->data, queue->done, queue->total);
          continue;
        }
      for (size_t i = 0; i < count && status == MDM_OK; i++)
        if (polled[i].fd >= 0 && polled[i].revents != 0)
          {
            status = hear (workers + i, queue, failure, err);
            busy--;
            if (status == MDM_OK)
              status = ask (workers + i, queue, err);
            busy += (size_t) workers[i].busy;
          }
    }
  return status;
}

static mdm_status
run_jobs (queue_t *queue, size_t jobs, mdm_err_t *err)
{
  worker_t *workers = flint_calloc (jobs, sizeof *workers);
  struct pollfd *polled = flint_calloc (jobs, sizeof *polled);
  mdm_status status = MDM_OK;
  mdm_err_t failure;

  memset (&failure, 0, sizeof failure);
  for (size_t i = 0; i < jobs && status == MDM_OK; i++)
    status = start (workers, i, queue->grid, err);
  if (status == MDM_OK)
    status = converse (workers, polled, jobs, queue, &failure, err);
  stop (workers, jobs);
  if (status == MDM_OK && failure.status != MDM_OK)
    {
      *err = failure;
      status = failure.status;
    }
  flint_free (workers);
  flint_free (polled);
  return status;
}

mdm_status
mdm_grid_run (json_t **record, const unsigned char *wanted,
              const mdm_grid_t *grid, mdm_err_t *err)
{
  mdm_status status;
  queue_t queue;
  size_t jobs;

  queue_init (&queue, record, wanted, grid);
  jobs = grid->jobs < queue.total - queue.done ? grid->jobs
                                               : queue.total - queue.done;
  status = jobs > 1 ? run_jobs (&queue, jobs, err) : run_here (&queue, err);
  flint_free (queue.next);
  return status;
}
