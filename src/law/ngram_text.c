/* The n-gram models that are counted from a text.  */
#include <config.h>

#include "law/ngram.h"

#include "law/listing.h"
#include "law/order.h"
#include "law/text.h"
#include "law/unifilar.h"

#include <inttypes.h>
#include <string.h>

/* The classes of the bytes of a text, and what is added to counts.  */
typedef struct
{
  const unsigned char *symbol;
  size_t count;
  const fmpq *add;
} source_t;

/* Set W to the weight of a row that N of the COUNTED windows are, in units
   that all weights share: N + add over the denominator of add.  The weights
   of LAW are the numbers of windows, divided by what they have in common.  */
static void
set_weight (fmpz_t w, const mdm_law_t law, size_t row, size_t counted,
            const fmpq_t add)
{
  MDM_FMPZ (unit);

  fmpz_set_ui (unit, counted);
  fmpz_set (w, fmpq_numref (add));
  if (row < law->support)
    {
      fmpz_divexact (unit, unit, law->total);
      fmpz_mul (unit, unit, law->weight + row);
      fmpz_addmul (w, unit, fmpq_denref (add));
    }
}

/* The rows of TABLE are the windows of its size that occur, LAW; or, if the
   source adds to counts, all sequences of its size, the windows among them.
   There are no more of them than sequences of the law that is made, which may
   be listed.  */
static void
set_counts (mdm_conditional_t *table, const mdm_law_t law, const source_t *s)
{
  size_t size = table->size, known = 0;
  int all = !fmpq_is_zero (s->add);
  size_t rows = all ? (size_t) mdm_work_pow (law->vocab, size) : law->support;
  uint16_t *symbol = flint_calloc (rows, size * sizeof *symbol);
  fmpz *weight = _fmpz_vec_init ((slong) rows);

  for (size_t i = 0; i < rows; i++)
    {
      uint16_t *row = symbol + i * size;
      int occurs;
      if (!all)
        memcpy (row, mdm_law_row (law, i), size * sizeof *row);
      else if (i > 0)
        {
          memcpy (row, row - size, size * sizeof *row);
          mdm_listing_next (row, size, law->vocab);
        }
      occurs = known < law->support
               && mdm_order_compare (row, mdm_law_row (law, known), size) == 0;
      set_weight (weight + i, law, occurs ? known : law->support,
                  s->count - size + 1, s->add);
      known += (size_t) occurs;
    }
  mdm_conditional_take (table, symbol, weight, rows);
}

/* Count the windows of the size of TABLE over VOCAB classes.  */
static mdm_status
count_windows (mdm_conditional_t *table, uint64_t vocab, const source_t *s,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_LAW (law);

  law->vocab = vocab;
  law->length = table->size;
  MDM_TRY (mdm_text_windows (law, s->symbol, s->count, limit, err));
  set_counts (table, law, s);
  return MDM_OK;
}

/* Make LAW the model of ORDER <= length of the text S.  */
static mdm_status
list_model (mdm_law_t law, const source_t *s, size_t order,
            const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_conditional_t *leads;
  size_t row;
  MDM_NGRAM (ngram);

  /* A chain need not be listed, nor one of higher order with few contexts.  */
  if (!fmpq_is_zero (s->add) && order > 2
      && mdm_work_pow (law->vocab, order) > MDM_UNIFILAR_MOVES_MAX)
    MDM_TRY (mdm_listing_check_span (law, law->length, limit, err));
  MDM_TRY (mdm_limit_check (limit, "counting the text",
                            mdm_work_mul (order, s->count), 0, err));
  MDM_TRY (mdm_ngram_grow (ngram, order, "counting the text", limit, err));
  for (size_t k = 0; k < order; k++)
    MDM_TRY (count_windows (ngram->table + k, law->vocab, s, limit, err));
  return mdm_ngram_list (law, &leads, &row, ngram,
                         "can be reached, but is at the end of the text only, "
                         "where nothing follows it; with add= over 0 anything "
                         "does",
                         limit, err);
}

/* Make LAW the model of the classes in the file that VALUE names.  */
static mdm_status
count_file (mdm_law_t law, const mdm_parameter_t *value,
            const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t order = value[1].number, length = value[2].number;
  MDM_OWNED unsigned char *symbols = NULL;
  source_t s = { .add = value[4].fraction };

  MDM_TRY (mdm_text_symbols (&symbols, &s.count, law, value[0].text,
                             value[3].classes, limit, err));
  s.symbol = symbols;
  if (s.count < order)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%zu bytes are in a class; an n-gram of n = "
                        "%" PRIu64 " needs as many",
                        s.count, order);
  return list_model (law, &s, order < length ? order : length, limit, err);
}

mdm_status
mdm_ngram_count (mdm_law_t law, const mdm_parameter_t *value,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status;

  MDM_TRY (mdm_family_start (law, (uint64_t) value[3].classes->count,
                             value[2].number, err));
  if (value[1].number == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "n is at least 1");
  if (fmpq_sgn (value[4].fraction) < 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "add is never negative");
  status = count_file (law, value, limit, err);
  if (status == MDM_EDOMAIN)
    mdm_err_place (err, value[0].text, 0, 0);
  return status;
}
