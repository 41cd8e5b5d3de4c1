#include <config.h>

#include "prove/assume.h"

#include "text/string.h"

#include <ctype.h>
#include <stdlib.h>

#define TOLERANCE 1e-9

/* The number of groups: one more than the highest position.  */
static size_t
count_groups (const mdm_part_form_t *part)
{
  mdm_set_t all = 0;
  size_t groups = 0;

  for (size_t i = 0; i < part->form->count; i++)
    all |= part->form->term[i].set;
  while (all >> groups != 0)
    groups++;
  return groups;
}

uint64_t
mdm_assume_work (const mdm_part_form_t *part, const mdm_frame_t *frame)
{
  return mdm_work_mul (mdm_work_pow (count_groups (part) + 2, frame->count),
                       part->form->count);
}

static mdm_atoms_t
union_of (const mdm_instance_of_t *instance, mdm_set_t positions)
{
  mdm_atoms_t set = instance->k;

  for (; positions != 0; positions &= positions - 1)
    set |= instance->group[__builtin_ctzll (positions)];
  return set;
}

/* The search.  */

typedef struct
{
  mdm_instance_of_t now;
  const mdm_frame_t *frame;
  const double *h, *c; /* of sets of atoms; of the terms */
  size_t count, most;
  mdm_instance_of_t *found; /* the worst first */
  double *value;
} search_t;

/* Note the instance at hand if it is among the worst.  */
static void
note (search_t *s)
{
  const mdm_set_form_struct *form = s->now.part->form;
  double value = 0;
  size_t at;

  for (size_t g = 0; g < s->now.groups; g++)
    if (s->now.group[g] == 0)
      return;
  for (size_t i = 0; i < form->count; i++)
    value += s->c[i]
             * (s->h[union_of (&s->now, form->term[i].set)] - s->h[s->now.k]);
  if (value > -TOLERANCE)
    return;
  if (s->count < s->most)
    at = s->count++;
  else if (value < s->value[s->most - 1])
    at = s->most - 1;
  else
    return;
  for (; at > 0 && value < s->value[at - 1]; at--)
    {
      s->found[at] = s->found[at - 1];
      s->value[at] = s->value[at - 1];
    }
  s->found[at] = s->now;
  s->value[at] = value;
}

/* Put atom A, and those after it, into a group, into K, or nowhere.  */
static void
assign (search_t *s, size_t a)
{
  mdm_atoms_t one = (mdm_atoms_t) 1 << a;

  if (a == s->frame->count)
    {
      note (s);
      return;
    }
  assign (s, a + 1);
  for (size_t g = 0; g <= s->now.groups; g++)
    {
      mdm_atoms_t *group = g < s->now.groups ? s->now.group + g : &s->now.k;
      *group |= one;
      assign (s, a + 1);
      *group &= ~one;
    }
}

size_t
mdm_assume_violated (mdm_instance_of_t **instance, const mdm_part_form_t *part,
                     const mdm_frame_t *frame, const fmpq *h, size_t most)
{
  size_t sets = mdm_frame_sets (frame), terms = part->form->count;
  MDM_OWNED double *value = flint_malloc (most * sizeof *value);
  MDM_OWNED double *point = flint_malloc (sets * sizeof *point);
  MDM_OWNED double *c = flint_malloc ((terms + 1) * sizeof *c);
  search_t s = { .now = { .part = part, .groups = count_groups (part) },
                 .frame = frame,
                 .h = point,
                 .c = c,
                 .most = most,
                 .value = value };

  *instance = s.found = flint_malloc (most * sizeof *s.found);
  for (size_t i = 0; i < sets; i++)
    point[i] = fmpq_get_d (h + i);
  for (size_t i = 0; i < terms; i++)
    c[i] = fmpq_get_d (part->form->term[i].c);
  if (s.now.groups <= frame->count)
    assign (&s, 0);
  return s.count;
}

void
mdm_assume_vector (fmpq *c, const mdm_frame_t *frame,
                   const mdm_instance_of_t *instance)
{
  const mdm_set_form_struct *form = instance->part->form;

  for (size_t s = 0; s < mdm_frame_sets (frame); s++)
    fmpq_zero (c + s);
  for (size_t i = 0; i < form->count; i++)
    {
      fmpq *at = c + union_of (instance, form->term[i].set);
      fmpq_add (at, at, form->term[i].c);
      if (instance->k != 0)
        fmpq_sub (c + instance->k, c + instance->k, form->term[i].c);
    }
}

/* Words.  */

static void
put_positions (FILE *stream, mdm_set_t set)
{
  const char *before = "";

  for (; set != 0; set &= set - 1, before = ",")
    fprintf (stream, "%s%d", before, __builtin_ctzll (set));
}

/* The statement, in which numbers in brackets are positions: there is nothing
   else in it that takes arguments.  */
char *
mdm_assume_str (const mdm_frame_t *frame, const mdm_instance_of_t *instance)
{
  char *text, *end;
  size_t length;
  FILE *stream = mdm_str_open (&text, &length);
  int depth = 0, given = 0;

  for (const char *at = instance->part->text; *at != '\0';)
    {
      if (depth > 0 && isdigit ((unsigned char) *at))
        {
          size_t g = strtoul (at, &end, 10);
          put_positions (stream,
                         mdm_frame_positions (frame, instance->group[g]));
          at = end;
          continue;
        }
      depth += (*at == '(') - (*at == ')');
      given = *at == '(' ? 0 : given | (*at == '|');
      if (*at == ')' && instance->k != 0)
        {
          fputc (given ? ',' : '|', stream);
          put_positions (stream, mdm_frame_positions (frame, instance->k));
        }
      fputc (*at++, stream);
    }
  mdm_str_close (stream);
  return text;
}
