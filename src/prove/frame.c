#include <config.h>

#include "prove/frame.h"

/* Split the GROUPs by SET.  */
static void
split (mdm_frame_t *frame, mdm_set_t set)
{
  size_t count = frame->count;

  for (size_t a = 0; a < count; a++)
    {
      mdm_set_t in = frame->group[a] & set, out = frame->group[a] & ~set;
      if (in == 0 || out == 0)
        continue;
      frame->group[a] = in;
      frame->group[frame->count++] = out;
    }
}

static mdm_set_t
lowest (mdm_set_t set)
{
  return set & -set;
}

static void
order (mdm_frame_t *frame)
{
  for (size_t a = 1; a < frame->count; a++)
    for (size_t b = a;
         b > 0 && lowest (frame->group[b]) < lowest (frame->group[b - 1]); b--)
      {
        mdm_set_t group = frame->group[b];
        frame->group[b] = frame->group[b - 1];
        frame->group[b - 1] = group;
      }
}

/* Split FRAME by all sets of FORM.  */
static void
split_by (mdm_frame_t *frame, const mdm_set_form_struct *form)
{
  for (size_t j = 0; j < form->count; j++)
    split (frame, form->term[j].set);
}

/* *ALL gets the positions of FORM; has it a curve?  */
static int
collect (mdm_set_t *all, const mdm_set_form_struct *form)
{
  for (size_t j = 0; j < form->count; j++)
    *all |= form->term[j].set;
  return form->curve != NULL;
}

void
mdm_frame_set (mdm_frame_t *frame, const mdm_forms_struct *const *forms,
               size_t count, size_t length)
{
  mdm_set_t all = 0;
  int curve = 0;

  for (size_t f = 0; f < count; f++)
    for (size_t i = 0; i < forms[f]->count; i++)
      curve |= collect (&all, forms[f]->part[i].form);
  frame->length = length;
  frame->count = curve ? length : all != 0;
  frame->group[0] = all;
  for (size_t i = 0; curve && length <= MDM_FRAME_MAX && i < length; i++)
    frame->group[i] = (mdm_set_t) 1 << i;
  if (curve)
    return;
  for (size_t f = 0; f < count; f++)
    for (size_t i = 0; i < forms[f]->count; i++)
      split_by (frame, forms[f]->part[i].form);
  order (frame);
}

size_t
mdm_frame_size (const mdm_frame_t *frame, mdm_set_t set)
{
  size_t size = 0;

  for (size_t a = 0; a < frame->count && set != 0; a++)
    if (frame->group[a] & set)
      {
        size++;
        set &= ~frame->group[a];
      }
  return size;
}

mdm_atoms_t
mdm_frame_atoms (const mdm_frame_t *frame, mdm_set_t set)
{
  mdm_atoms_t atoms = 0;

  for (size_t a = 0; a < frame->count; a++)
    if (frame->group[a] & set)
      atoms |= (mdm_atoms_t) 1 << a;
  return atoms;
}

mdm_set_t
mdm_frame_positions (const mdm_frame_t *frame, mdm_atoms_t atoms)
{
  mdm_set_t set = 0;

  for (size_t a = 0; a < frame->count; a++)
    if (atoms >> a & 1)
      set |= frame->group[a];
  return set;
}

void
mdm_frame_vector (fmpq *c, const mdm_frame_t *frame,
                  const mdm_set_form_struct *form)
{
  for (size_t s = 0; s < mdm_frame_sets (frame); s++)
    fmpq_zero (c + s);
  for (size_t i = 0; i < form->count; i++)
    fmpq_set (c + mdm_frame_atoms (frame, form->term[i].set), form->term[i].c);
}
