/* The n-gram models that are counted from a text.  */
#include <config.h>

#include "law/ngram.h"

#include "law/listing.h"
#include "law/order.h"
#include "law/text.h"

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

/* The rows of TABLE are the windows of its size that occur, LAW.  */
static void
set_counts (mdm_conditional_t *table, const mdm_law_t law, const source_t *s)
{
  size_t cells = law->support * table->size;
  uint16_t *symbol = flint_malloc (cells * sizeof *symbol);
  fmpz *weight = _fmpz_vec_init ((slong) law->support);

  memcpy (symbol, law->row, cells * sizeof *symbol);
  for (size_t i = 0; i < law->support; i++)
    set_weight (weight + i, law, i, s->count - table->size + 1, s->add);
  mdm_conditional_take (table, symbol, weight, law->support);
}

/* The rows of TABLE are all sequences of its size, the windows of LAW among
   them.  There are no more of them than sequences of the law that is made,
   which may be listed.  */
static void
set_smoothed (mdm_conditional_t *table, const mdm_law_t law, const source_t *s)
{
  size_t size = table->size, known = 0;
  size_t rows = (size_t) mdm_work_pow (law->vocab, size);
  uint16_t *symbol = flint_calloc (rows, size * sizeof *symbol);
  fmpz *weight = _fmpz_vec_init ((slong) rows);

  for (size_t i = 0; i < rows; i++)
    {
      uint16_t *row = symbol + i * size;
      size_t j = size - 1;
      int occurs;
      if (i > 0)
        {
          memcpy (row, row - size, size * sizeof *row);
          for (; row[j] == law->vocab - 1; j--)
            row[j] = 0;
          row[j]++;
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
  mdm_status status;

  law->vocab = vocab;
  law->length = table->size;
  status = mdm_text_windows (law, s->symbol, s->count, limit, err);
  if (status != MDM_OK)
    return status;
  if (fmpq_is_zero (s->add))
    set_counts (table, law, s);
  else
    set_smoothed (table, law, s);
  return MDM_OK;
}

/* Make LAW the model of ORDER <= length of the text S.  */
static mdm_status
list_model (mdm_law_t law, const source_t *s, size_t order,
            const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_conditional_t *leads;
  mdm_conditional_t *table;
  size_t row;
  mdm_status status = MDM_OK;

  if (!fmpq_is_zero (s->add))
    status = mdm_listing_check_span (law, law->length, limit, err);
  if (status == MDM_OK)
    status = mdm_limit_check (limit, "counting the text",
                              mdm_work_mul (order, s->count),
                              mdm_work_mul (order, sizeof *table), err);
  if (status != MDM_OK)
    return status;
  table = flint_malloc (order * sizeof *table);
  for (size_t k = 0; k < order; k++)
    mdm_conditional_init (table + k, k + 1);
  for (size_t k = 0; k < order && status == MDM_OK; k++)
    status = count_windows (table + k, law->vocab, s, limit, err);
  if (status == MDM_OK)
    status = mdm_ngram_list (law, &leads, &row, table, order,
                             "can be reached, but is at the end of the text "
                             "only, where nothing follows it; with add= over "
                             "0 anything does",
                             limit, err);
  for (size_t k = 0; k < order; k++)
    mdm_conditional_clear (table + k);
  flint_free (table);
  return status;
}

mdm_status
mdm_ngram_count (mdm_law_t law, const mdm_parameter_t *value,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  const char *file = value[0].file;
  uint64_t order = value[1].number, length = value[2].number;
  const mdm_classes_t *classes = value[3].classes;
  const fmpq *add = value[4].fraction;
  MDM_OWNED unsigned char *symbols = NULL;
  source_t s = { .add = add };
  mdm_status status
      = mdm_family_start (law, (uint64_t) classes->count, length, err);

  if (status == MDM_OK && order == 0)
    status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "n is at least 1");
  if (status == MDM_OK && fmpq_sgn (add) < 0)
    status
        = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "add is never negative");
  if (status == MDM_OK)
    status = mdm_text_symbols (&symbols, &s.count, law, file, classes, limit,
                               err);
  s.symbol = symbols;
  if (status == MDM_OK && s.count < order)
    status = mdm_err_set (err, MDM_EDOMAIN, file, 0, 0,
                          "%zu bytes are in a class; an n-gram of n = "
                          "%" PRIu64 " needs as many",
                          s.count, order);
  if (status == MDM_OK)
    status = list_model (law, &s, order < length ? order : length, limit, err);
  if (status == MDM_EDOMAIN && symbols != NULL)
    mdm_err_place (err, file, 0, 0);
  return status;
}
