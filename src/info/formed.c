#include <config.h>

#include "info/formed.h"

#include "exact/array.h"
#include "exact/lazy.h"

static uint64_t bits_at_once = MDM_FORMED_BITS;

void
mdm_formed_set_bits (uint64_t bits)
{
  bits_at_once = bits;
}

/* A real that was asked for.  */
typedef struct
{
  const mdm_formed_t *kind;
  size_t i, j;
  mdm_logform_t x;
} real_t;

/* What is kept with a form: reals, found by a hash table with twice as many
   places as there is room for reals, each the number of a real plus 1.  */
typedef struct
{
  const mdm_form_t *form;
  real_t *real;
  size_t count, room;
  size_t *place;
  void *tables;
  void (*clear) (void *tables, const mdm_form_t *form);
} kept_t;

static void
drop (void *data)
{
  kept_t *kept = data;

  for (size_t r = 0; r < kept->count; r++)
    mdm_logform_clear (kept->real[r].x);
  if (kept->clear != NULL)
    kept->clear (kept->tables, kept->form);
  flint_free (kept->tables);
  flint_free (kept->real);
  flint_free (kept->place);
  flint_free (kept);
}

static kept_t *
kept_of (mdm_form_t *form)
{
  if (form->kept == NULL)
    {
      kept_t *kept = form->kept = flint_calloc (1, sizeof *kept);
      form->drop = drop;
      kept->form = form;
    }
  return form->kept;
}

void *
mdm_formed_tables (mdm_form_t *form, size_t size,
                   void (*clear) (void *tables, const mdm_form_t *form))
{
  kept_t *kept = kept_of (form);

  if (kept->tables == NULL)
    {
      kept->tables = flint_calloc (1, size);
      kept->clear = clear;
    }
  return kept->tables;
}

/* Lazy reals.  */

typedef struct
{
  mdm_form_t *form;
  const mdm_formed_t *kind;
  size_t i, j;
} question_t;

static void
refine (arb_t ball, const void *data, slong prec)
{
  const question_t *q = data;

  q->kind->ball (ball, q->form, q->i, q->j, prec);
}

static mdm_status
make (mdm_logform_t form, const void *data)
{
  const question_t *q = data;

  return q->kind->exact (form, q->form, q->i, q->j, MDM_FORMED_BITS_MAX);
}

static void
make_lazy (mdm_logform_t res, mdm_form_t *form, const mdm_formed_t *kind,
           size_t i, size_t j)
{
  question_t *q = flint_malloc (sizeof *q);
  mdm_lazy_t *lazy;
  MDM_ARB (ball);

  *q = (question_t){ form, kind, i, j };
  refine (ball, q, MDM_FORMED_PRECISION);
  lazy = mdm_lazy_new (ball, 0, make, flint_free, q);
  mdm_lazy_set_refine (lazy, MDM_FORMED_PRECISION, refine);
  mdm_logform_set_lazy (res, lazy);
  mdm_lazy_drop (lazy);
}

/* Finding them.  */

static size_t
hash (const kept_t *kept, const mdm_formed_t *kind, size_t i, size_t j)
{
  uint64_t h = (uint64_t) i * UINT64_C (0x9e3779b97f4a7c15)
               + (uint64_t) j * UINT64_C (0xbf58476d1ce4e5b9)
               + (uint64_t) (uintptr_t) kind;

  h ^= h >> 32;
  h *= UINT64_C (0x94d049bb133111eb);
  return (size_t) (h >> 20) % (2 * kept->room);
}

/* The place of the real, or where it would be.  */
static size_t *
find (const kept_t *kept, const mdm_formed_t *kind, size_t i, size_t j)
{
  size_t at = hash (kept, kind, i, j);

  while (kept->place[at] != 0)
    {
      const real_t *real = kept->real + kept->place[at] - 1;
      if (real->kind == kind && real->i == i && real->j == j)
        break;
      at = (at + 1) % (2 * kept->room);
    }
  return kept->place + at;
}

static void
grow (kept_t *kept)
{
  if (kept->count < kept->room)
    return;
  kept->room = kept->room == 0 ? 64 : 2 * kept->room;
  kept->real = flint_realloc (kept->real, kept->room * sizeof *kept->real);
  flint_free (kept->place);
  kept->place = flint_calloc (2 * kept->room, sizeof *kept->place);
  for (size_t r = 0; r < kept->count; r++)
    *find (kept, kept->real[r].kind, kept->real[r].i, kept->real[r].j) = r + 1;
}

void
mdm_formed_get (mdm_logform_t res, mdm_form_t *form, const mdm_formed_t *kind,
                size_t i, size_t j)
{
  kept_t *kept = kept_of (form);
  size_t *place;
  real_t *real;

  grow (kept);
  place = find (kept, kind, i, j);
  if (*place == 0)
    {
      real = kept->real + kept->count++;
      *place = kept->count;
      *real = (real_t){ .kind = kind, .i = i, .j = j };
      mdm_logform_init (real->x);
      if (kind->exact (real->x, form, i, j, bits_at_once) != MDM_OK)
        make_lazy (real->x, form, kind, i, j);
    }
  mdm_logform_set (res, kept->real[*place - 1].x);
}
