/* test_table.c - descriptions of tables: every field, every mistake with its
   place, the rows that a description stands for, and their order; records and
   heads as lines of files.  */
#include <config.h>

#include "unit.h"

#include "exact/scoped.h"
#include "table/kept.h"
#include "table/plan.h"
#include "table/order.h"
#include "table/seek.h"
#include "table/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS(table) (int) (sizeof (table) / sizeof *(table))

/* A description being read: what comes before the text in question is so many
   lines.  */
#define TABLE "Table: t\n\n"
#define LAW "Rows: r\nLaw: uniform:V=2,L=2\n\n"
#define COLUMN "\nColumn: L\n"

static mdm_status
read_text (mdm_description_t description, const char *text, mdm_err_t *err)
{
  memset (err, 0, sizeof *err);
  mdm_description_init (description, "f", NULL);
  return mdm_description_read (description, text, strlen (text), err);
}

/* Plain mistakes: a text, and the line, column and message.  */
static const struct
{
  const char *text;
  size_t line, column;
  const char *message;
} mistakes[] = {
  { "", 0, 0, "there is no stanza `Table:'" },
  { "# nothing\n\n  \n", 0, 0, "there is no stanza `Table:'" },
  { TABLE, 0, 0, "there is no stanza `Rows:'" },
  { TABLE LAW, 0, 0, "there is no stanza `Column:'" },
  { "Rows: r\n", 1, 1, "the first stanza is `Table:'" },
  { "table: r\n", 1, 1, "the first stanza is `Table:'" },
  { "x\n", 1, 1, "a field is expected" },
  { " Table: t\n", 1, 1, "a field is expected" },
  { "Table:\n", 1, 7, "a value is missing" },
  { "Table:   \nUnit: bits\n", 1, 10, "a value is missing" },
  { "Table: t\nUnit: bit\n", 2, 7, "the values are nats, bits" },
  { "Table: t\nUnit: bits\nUnit: bits\n", 3, 1, "the field is given twice" },
  { "Table: t\nDigits: 0\n", 2, 9, "it must be at least 1" },
  { "Table: t\nDigits: 10001\n", 2, 9, "" },
  { "Table: t\nDigits: x\n", 2, 9, "" },
  { "Table: t\nNumbers: both \n exact\n", 2, 10, "the values are decimal" },
  { "Table: t\nLabel: a b\n", 2, 9, "a label has" },
  { "Table: t\nCaption: a $x\n", 2, 12, "the formula that begins here" },
  { "Table: t\nCaption: $x{$\n", 2, 10, "the formula that begins here" },
  { "Table: t\nCaption: a $x}$\n", 2, 14, "this brace of a formula" },
  { "Table: t\nCaption: $x % y$\n", 2, 13, "a percent sign" },
  { "Table: t\nTitle: u\n", 2, 1,
    "not a field of this stanza; the most similar is 'Table'" },
  { TABLE LAW "Column: c\nvlaue: L\n", 7, 1,
    "not a field of this stanza; the most similar is 'Value'" },
  { TABLE LAW "Column: c\nLaw: a\n", 7, 1,
    "not a field of this stanza; its fields are Column, Heading, Text, Value, "
    "Ratio, To, Claim, Solve, Least, Greatest, Such-That, Schedule, "
    "Certificate, Show, Numbers, Digits" },
  { "Table: t\n\nRows: r\nFor: L = 2..3\n\n", 3, 1,
    "these rows have no Law, nor Prove" },
  { "Table: t\n\nRows: r\nLaw: a\nProve: length=3\n\n", 5, 1,
    "rows of all laws, Prove, are a stanza of their own" },
  { "Table: t\n\nRows: r\nProve: length=3\nPredictor: p\n\n", 5, 1,
    "a proof is about the ideal predictor" },
  { TABLE LAW "Column: c\nClaim: ekl <= c*tc\nSolve: tc\n", 8, 8,
    "the claim language has a quantity of that name" },
  { TABLE LAW "Column: c\nClaim: ekl <= tc\nSolve: c\n", 8, 8,
    "there is no 'c' in the claim" },
  { TABLE LAW "Column: c\nClaim: ekl < c*tc\nSolve: c\n", 8, 8,
    "a strict inequality has no best 'c'" },
  { TABLE LAW "Column: c\nSolve: c\nClaim: ekl <=\n    c^2*tc\n", 9, 5,
    "what is solved for stands in a power" },
  { TABLE LAW "Column: c\nClaim: ekl <= c*tc\n", 7, 15,
    "unknown name 'c'" },
  { TABLE LAW "Column: c\nSolve: c\n", 7, 1, "Solve belongs to Claim" },
  { TABLE LAW "Column: c\nClaim: ekl <= c*tc\nSolve: c\nShow: lhs\n", 9, 7,
    "of what is solved for there are constant, least," },
  { TABLE LAW "Column: c\nClaim: ekl <= tc\nShow: least\n", 8, 7,
    "only a claim with Solve has that" },
  { TABLE LAW "Column: c\nLeast: T = 1..4\n", 7, 1, "Such-That is missing" },
  { TABLE LAW "Column: c\nLeast: T = 4\nSuch-That: ser <= 1/2\n", 7, 12,
    "a range is expected, as in `T = 1..L'" },
  { TABLE LAW "Column: c\nLeast: T\nSuch-That: ser <= 1/2\n", 7, 9,
    "'=' is expected after the variable" },
  { TABLE LAW "Column: c\nLeast: T = 1..9 step 2\nSuch-That: T = 1\n", 7, 22,
    "every number of the range is looked at" },
  { TABLE LAW "Column: c\nLeast: T = 1..M\nSuch-That: T = 1\n", 7, 15, "" },
  { TABLE LAW "Column: c\nLeast: T = 1..L\nSuch-That: T =\n", 8, 15, "" },
  { TABLE LAW "Column: c\nLeast: T = 1..L\nSuch-That: T = 1\n"
              "Schedule: balanced:{N}\n",
    9, 21, "no variable of that name is known here" },
  { TABLE LAW "Column: c\nSuch-That: T = 1\n", 7, 1,
    "Such-That belongs to Least or Greatest" },
  { TABLE LAW "Column: c\nSchedule: ar\n", 7, 1,
    "Schedule belongs to Least or Greatest here" },
  { TABLE LAW "Column: col\nCertificate: clo\n", 7, 14,
    "the name of a column is expected, or `row'; the most similar is 'col'" },
  { "Table: t\nRows: r\nLaw: a\n", 2, 1, "a blank line is missing before" },
  { TABLE "Rows: r\nLaw: a\nColumn: L\n", 5, 1, "a blank line is missing" },
  { TABLE LAW "Column: L\nColumn: V\n", 7, 1, "a blank line is missing" },
  { TABLE LAW "Column: L\nRows: r\nLaw: a\n", 7, 1, "a blank line is" },
  { "Table: t\nOrder: -ratoi\n\n" LAW "Column: ratio\nValue: L\n", 2, 9,
    "the name of a column or variable is expected; the most similar is "
    "'ratio'" },
  { "Table: t\nTable: u\n", 2, 1, "a blank line is missing" },
  { TABLE "Table: u\n", 3, 1, "there is one Table only" },
  { TABLE "Row: u\n", 3, 1, "a stanza begins with" },
  { "Table: \xff\n", 1, 8, "this is not UTF-8" },
  { "Table: a\033\n", 1, 9, "a control character" },
  { "Table: a\rb\n", 1, 9, "a carriage return" },
  { TABLE "Rows: r\nFor: L = 1..2\n", 3, 1, "these rows have no Law" },
  { TABLE "Rows: r\nLaw: -\n" COLUMN, 4, 6, "a table cannot read a law from" },
  { TABLE "Rows: {x}\nLaw: a\n", 3, 8, "no variable of that name" },
  { TABLE "Rows: a} b\nLaw: a\n", 3, 8, "this brace is not opened" },
  { TABLE "Rows: a {b\nLaw: a\n", 3, 9, "this brace is not closed" },
  { TABLE "Rows: r\nLaw: a{}\n", 4, 8, "an expression is expected" },
  { TABLE "Rows: r\nLaw: a{1+}\n", 4, 10, "an expression is expected" },
  { TABLE "Rows: r\nLaw: a\n b{2*y}\n", 5, 6, "unknown name 'y'" },
  { TABLE "Rows: r\nLaw: a{ekl}\n", 4, 8, "no variable of that name" },
  { TABLE "Rows: r\nLaw: a{2*ekl}\n", 4, 8, "quantities are not known" },
  { TABLE "Rows: r\nLaw: a{log(2)}\n", 4, 8, "a rational number" },
  { TABLE "Rows: r\nLaw: a\nSchedule: {y}\n", 5, 12, "no variable" },
  { TABLE "Rows: r\nFor: 1..2\n", 4, 6, "a variable is expected" },
  { TABLE "Rows: r\nFor: x\n", 4, 7, "'=' is expected" },
  { TABLE "Rows: r\nFor: x 1\n", 4, 8, "'=' is expected" },
  { TABLE "Rows: r\nFor: law = 1\n", 4, 6, "this name has a meaning" },
  { TABLE "Rows: r\nFor: x = 1\nFor: x = 2\n", 5, 6, "the variable has" },
  { TABLE "Rows: r\nFor: x = 1,,2\n", 4, 12, "a value is missing" },
  { TABLE "Rows: r\nFor: x = 1,\n", 4, 12, "a value is missing" },
  { TABLE "Rows: r\nFor: x =\n", 4, 9, "a value is missing" },
  { TABLE "Rows: r\nFor: x = 1..x\n", 4, 13, "unknown name 'x'" },
  { TABLE "Rows: r\nFor: x = 1..2*(3\n", 4, 17, "" },
  { TABLE "Rows: r\nFor: x = 1..9 step y\n", 4, 20, "unknown name 'y'" },
  { TABLE "Rows: r\nFor: x = 1..\n", 4, 13, "" },
  { TABLE LAW "Column: ekl*tc\n", 6, 12, "product of two real" },
  { TABLE LAW "Column: c\nValue: 2*\n  nosuch\n", 8, 3, "unknown name" },
  { TABLE LAW "Column: c\nValue: 1/0\n", 7, 9, "division by zero" },
  { TABLE LAW "Column: c\nClaim: no-such\n", 7, 8, "no claim of that name" },
  { TABLE LAW "Column: c\nClaim: ekl\n", 7, 11, "" },
  { TABLE LAW "Column: c\nClaim:\n   ekl <= * 2\n", 8, 11, "" },
  { TABLE LAW "Column: c\nValue: L\nText: x\n", 8, 1, "a column has one of" },
  { TABLE LAW "Column: c\nRatio: L\n", 7, 1, "Ratio needs To" },
  { TABLE LAW "Column: c\nTo: L\n", 7, 1, "To belongs to Ratio" },
  { TABLE LAW "Column: L\nShow: lhs\n", 7, 1, "Show belongs to Claim" },
  { TABLE LAW "Column: c\nClaim: L = 2\nShow: x\n", 8, 7, "the values are" },
  { TABLE LAW "Column: L\n\nColumn: L\n", 8, 9, "another column has" },
  { TABLE LAW "Column: c\nText: {x}\n", 7, 8, "no variable of that name" },
  { "Table: t\nOrder: x\n\n" LAW "Column: L\n", 2, 8, "the name of a column" },
  { "Table: t\nOrder: L,\n\n" LAW "Column: L\n", 2, 10, "the name of a" },
};

START_TEST (one_mistake)
{
  MDM_SCOPED (plan, mdm_plan_struct, mdm_plan_init, mdm_plan_clear);
  mdm_description_t description;
  mdm_err_t err;
  mdm_status status = read_text (description, mistakes[_i].text, &err);

  if (status == MDM_OK)
    status = mdm_plan_set (plan, description, &err);
  ck_assert_msg (status == MDM_EPARSE, "row %d: %d %s", _i, (int) status,
                 err.message);
  ck_assert_msg (
      err.line == mistakes[_i].line && err.column == mistakes[_i].column
          && strstr (err.message, mistakes[_i].message) == err.message,
      "row %d: %zu:%zu: %s", _i, err.line, err.column, err.message);
  ck_assert_str_eq (err.where, "f");
  mdm_description_clear (description);
}
END_TEST

/* Every field, in a form that is read.  */
START_TEST (every_field)
{
  static const char text[] = "# A comment.\r\n"
                             "Table:  the \t title\r\n"
                             " of two lines\r\n"
                             "Caption: with $x_{1}$ and \\\n"
                             "Label: tab:a-b\n"
                             "Layout: longtable\n"
                             "Unit: bits\n"
                             "Digits: 7\n"
                             "Exact-Terms: 0\n"
                             "Numbers: both\n"
                             "Order: - c two, y\n"
                             "   \n"
                             "\n"
                             "Column: c two\n"
                             "Value: L\n"
                             "# Between fields.\n"
                             "Numbers: exact\n"
                             "Digits: 3\n"
                             "\n"
                             "Rows: {x}{{}} {law} {schedule}\n"
                             "For: x = 1, {2*1}; three\n"
                             "For: y = 4..1 step -2\n"
                             "Law: uniform:V=2,L={y}\n"
                             "Law: repetition:V=2,L={y}\n"
                             "Schedule: ar\n"
                             "Schedule: {y}\n"
                             "Predictor: smooth:1/{y}\n"
                             "\n"
                             "Column: t\n"
                             "Text: {x} {y} {label} {sizes}\n"
                             "\n"
                             "Column: mine\n"
                             "Claim: ekl\n"
                             "  <= 2\n"
                             "Show: rhs\n";
  mdm_description_t description;
  mdm_plan_t plan;
  mdm_err_t err;
  char *normal, *again;

  ck_assert_msg (read_text (description, text, &err) == MDM_OK, "%zu:%zu: %s",
                 err.line, err.column, err.message);
  ck_assert_str_eq (description->title->text, "the title of two lines");
  ck_assert_str_eq (description->caption->text, "with $x_{1}$ and \\");
  ck_assert_str_eq (description->label->text, "tab:a-b");
  ck_assert_int_eq (description->layout, MDM_LAYOUT_LONG);
  ck_assert_int_eq (description->unit, MDM_BITS);
  ck_assert_int_eq (description->digits, 7);
  ck_assert_int_eq (description->exact_terms, 0);
  ck_assert_uint_eq (description->columns, 3);
  ck_assert_int_eq (description->column[0].numbers, MDM_NUMBERS_EXACT);
  ck_assert_int_eq (description->column[0].digits, 3);
  ck_assert_int_eq (description->column[2].numbers, MDM_NUMBERS_BOTH);
  ck_assert_int_eq (description->column[2].show, MDM_SHOW_RHS);
  ck_assert_str_eq (description->column[2].entry->statement.text, "ekl <= 2");
  ck_assert_uint_eq (description->keys, 2);
  ck_assert (description->key[0].descending
             && description->key[0].column == 0);
  ck_assert_str_eq (description->key[1].variable, "y");

  /* 2 laws, 2 values of x, for a semicolon separates them, 2 of y, 2
     schedules.  */
  mdm_plan_init (plan);
  ck_assert_int_eq (mdm_plan_set (plan, description, &err), MDM_OK);
  ck_assert_uint_eq (plan->count, 16);
  ck_assert_str_eq (plan->row[0].label, "1, 2{} uniform:V=2,L=4 ar");
  ck_assert_str_eq (plan->row[1].schedule, "4");
  ck_assert_str_eq (plan->row[2].law, "uniform:V=2,L=2");
  ck_assert_str_eq (plan->row[4].variable[0].value, "three");
  ck_assert_str_eq (plan->row[15].label, "three{} repetition:V=2,L=2 2");
  ck_assert_str_eq (plan->row[2].predictor, "smooth:1/2");
  ck_assert_uint_eq (plan->groups, 4);
  ck_assert_uint_eq (plan->row[4].group, 0);
  ck_assert_uint_eq (plan->start[1], 4);
  ck_assert_uint_eq (plan->member[2], 4);
  mdm_plan_clear (plan);

  /* The normal form is a description of the same normal form.  */
  normal = mdm_description_str (description);
  mdm_description_clear (description);
  ck_assert_int_eq (read_text (description, normal, &err), MDM_OK);
  again = mdm_description_str (description);
  ck_assert_str_eq (normal, again);
  mdm_description_clear (description);
  flint_free (normal);
  flint_free (again);
}
END_TEST

/* Ranges: items of x, and the values that it takes; or, with a place, why it
   takes none.  */
static const struct
{
  const char *items;
  const char *values;
  mdm_status status;
  size_t column;
} ranges[] = {
  { "1..4", "1 2 3 4 ", MDM_OK, 0 },
  { "1..0", "", MDM_EPARSE, 0 },
  { "0..0", "0 ", MDM_OK, 0 },
  { "-2..1", "-2 -1 0 1 ", MDM_OK, 0 },
  { "1..7 step 3", "1 4 7 ", MDM_OK, 0 },
  { "3..1 step -1", "3 2 1 ", MDM_OK, 0 },
  { "1..3 step -1", "", MDM_EPARSE, 0 },
  { "1..3 step 0", "", MDM_EPARSE, 20 },
  { "1..3 step 1/2", "", MDM_EPARSE, 20 },
  { "1..5/2", "", MDM_EPARSE, 13 },
  { "1..floor(5/2)", "1 2 ", MDM_OK, 0 },
  { "1..min(2, 3), 9", "1 2 9 ", MDM_OK, 0 },
  { "2^3..2^3 + 1", "8 9 ", MDM_OK, 0 },
  { "w..w + 1", "5 6 ", MDM_OK, 0 },
  { "w, {w}, {2*w}, w2", "w 5 10 w2 ", MDM_OK, 0 },
  { "1..4/(w-5)", "", MDM_EPARSE, 13 },
  { "../a, b/../c, 1/4, 0.5", "../a b/../c 1/4 0.5 ", MDM_OK, 0 },
  { "2,1; 1,2;", "2,1 1,2 ", MDM_OK, 0 },
  { "1..2; a,b", "1 2 a,b ", MDM_OK, 0 },
  { "1..10^9 + 1", "", MDM_EPARSE, 13 },
  { "1..10^9", "", MDM_ELIMIT, 7 },
};

START_TEST (one_range)
{
  char text[256], values[256] = "";
  mdm_description_t description;
  mdm_plan_t plan;
  mdm_err_t err;
  mdm_status status;

  snprintf (text, sizeof text,
            TABLE "Rows: r\nFor: w = 5\nFor: x = %s\nLaw: a\n" COLUMN,
            ranges[_i].items);
  ck_assert_msg (read_text (description, text, &err) == MDM_OK, "%zu: %s",
                 err.column, err.message);
  mdm_plan_init (plan);
  status = mdm_plan_set (plan, description, &err);
  ck_assert_msg (status == ranges[_i].status, "%s: %d %s", ranges[_i].items,
                 (int) status, err.message);
  if (status == MDM_OK)
    for (size_t i = 0; i < plan->count; i++)
      {
        strcat (values, plan->row[i].variable[1].value);
        strcat (values, " ");
      }
  else
    ck_assert_msg (err.column == ranges[_i].column, "%s: %zu %s",
                   ranges[_i].items, err.column, err.message);
  ck_assert_str_eq (values, ranges[_i].values);
  mdm_plan_clear (plan);
  mdm_description_clear (description);
}
END_TEST

/* Any bytes are read or refused: pieces of a description at random, and
   changes in them.  */
START_TEST (any_text)
{
  static const char *const pieces[] = { "Table: t\n",
                                        "Rows: r {x}\n",
                                        "Column: c\n",
                                        "\n",
                                        "For: x = 1..3\n",
                                        "Law: a{x}\n",
                                        "Value: ekl\n",
                                        "Claim: L = 2\n",
                                        "Text: {x}$y$\n",
                                        "Order: c,-x\n",
                                        "Ratio: ekl\n",
                                        "To: tc\n",
                                        " more\n",
                                        "# no\n",
                                        "Schedule: {",
                                        "{{}}",
                                        "$",
                                        "..",
                                        "step 2",
                                        ";",
                                        "\xc3\xa9",
                                        "\xff",
                                        "Show: rhs\n",
                                        "Digits: 4\n" };
  const unsigned seed = (unsigned) _i + 1;
  char text[1024];
  mdm_description_t description;
  mdm_plan_t plan;
  mdm_err_t err;

  srand (seed);
  for (int round = 0; round < 2000; round++)
    {
      size_t n = (size_t) rand () % 24;
      strcpy (text, rand () % 4 ? "Table: t\n\n" : "");
      for (size_t i = 0; i < n; i++)
        strcat (text, pieces[(size_t) rand () % ROWS (pieces)]);
      if (text[0] != '\0' && rand () % 3 == 0)
        text[(size_t) rand () % strlen (text)] = (char) (1 + rand () % 255);
      mdm_plan_init (plan);
      if (read_text (description, text, &err) != MDM_OK)
        ck_assert_msg (err.message[0] != '\0', "seed %u: %s", seed, text);
      else if (mdm_plan_set (plan, description, &err) != MDM_OK)
        ck_assert_msg (err.message[0] != '\0', "seed %u: %s", seed, text);
      mdm_plan_clear (plan);
      mdm_description_clear (description);
    }
}
END_TEST

/* Order.  Rows are made by hand: what they are ordered by is the text KEYS,
   one word each, "-" for none.  */
static const struct
{
  mdm_column_kind kind;
  int descending;
  const char *keys;
  const char *sorted;
} orders[] = {
  { MDM_COLUMN_VALUE, 0, "3 1/2 1 -2", "-2 1/2 1 3 " },
  { MDM_COLUMN_VALUE, 1, "3 1/2 1 -2", "3 1 1/2 -2 " },
  { MDM_COLUMN_VALUE, 0, "- 1 -", "1 - - " },
  { MDM_COLUMN_VALUE, 1, "- 1 2 -", "2 1 - - " },
  { MDM_COLUMN_VALUE, 0, "inf 9 -inf", "-inf 9 inf " },
  /* 665/306 < pi - .. is no matter: 3 log 2 > 2 log 3 - 1/8 > 2.  */
  { MDM_COLUMN_VALUE, 0, "3*log(2) 2 -1/8+2*log(3)",
    "2 -1/8+2*log(3) 3*log(2) " },
  { MDM_COLUMN_RATIO, 0,
    "0.66666666666666666666666666666666666666666666666667 2/3 "
    "0.6",
    "0.6 2/3 0.66666666666666666666666666666666666666666666666667 " },
  { MDM_COLUMN_TEXT, 0, "b a 10 9 B", "9 10 B a b " },
};

START_TEST (one_order)
{
  mdm_head_column_t column = { .kind = orders[_i].kind };
  mdm_key_t key = { 0, NULL, orders[_i].descending };
  mdm_head_t head
      = { .columns = 1, .column = &column, .keys = 1, .key = &key };
  char keys[256], sorted[256] = "", *word;
  const char *text[8];
  mdm_record_t *record[8];
  size_t count = 0;
  mdm_err_t err;

  strcpy (keys, orders[_i].keys);
  for (word = strtok (keys, " "); word != NULL; word = strtok (NULL, " "))
    {
      text[count] = strcmp (word, "-") == 0 ? NULL : word;
      record[count] = mdm_record_new ();
      record[count]->key = text + count;
      count++;
    }
  ck_assert_int_eq (mdm_order_sort (record, count, &head, &err), MDM_OK);
  for (size_t i = 0; i < count; i++)
    {
      strcat (sorted, record[i]->key[0] == NULL ? "-" : record[i]->key[0]);
      strcat (sorted, " ");
      mdm_record_free (record[i]);
    }
  ck_assert_str_eq (sorted, orders[_i].sorted);
}
END_TEST

/* The least and greatest numbers of sets that are closed upwards or downwards,
   one by one and by halves.  */

typedef struct
{
  long cut; /* in the set is what is at least, or at most this */
  int rises;
  size_t tries;
} closed_set_t;

static mdm_status
try_closed (int *holds, void *data, long number, mdm_err_t *err)
{
  closed_set_t *set = data;

  (void) err;
  set->tries++;
  *holds = set->rises ? number >= set->cut : number <= set->cut;
  return MDM_OK;
}

START_TEST (seek_ends)
{
  for (long first = 0; first < 3; first++)
    for (long last = first - 1; last < 70; last += 1 + last / 8)
      for (long cut = first - 1; cut <= last + 1; cut++)
        for (int which = 0; which < 4; which++)
          {
            closed_set_t set = { cut, which & 1, 0 };
            mdm_seek_t each
                = { first, last, which >> 1, MDM_SEEK_ANYHOW, &set,
                    try_closed };
            mdm_seek_t halved = each;
            long a, b;
            int there, here;

            halved.course = set.rises ? MDM_SEEK_RISES : MDM_SEEK_FALLS;
            ck_assert (mdm_seek (&a, &there, &each, NULL) == MDM_OK);
            set.tries = 0;
            ck_assert (mdm_seek (&b, &here, &halved, NULL) == MDM_OK);
            ck_assert_msg (there == here && (!there || a == b),
                           "%ld..%ld, cut %ld, %d: %ld, by halves %ld", first,
                           last, cut, which, a, b);
            ck_assert_uint_le (set.tries, 9);
          }
}
END_TEST

/* When numbers may be halved: the claim, the schedule for 3, the course.  */
static const struct
{
  const char *claim, *spec;
  mdm_seek_course course;
} courses[] = { { "ekl <= 1", "best:3", MDM_SEEK_RISES },
                { "ekl < tc/4 + log(2)", "best-blocks:3", MDM_SEEK_RISES },
                { "tc/4 >= ekl", "best-policy:3", MDM_SEEK_RISES },
                { "ekl > min(tc, dtc)", "best:3", MDM_SEEK_FALLS },
                { "sum_mi/L <= ekl", "best:3", MDM_SEEK_FALLS },
                { "ekl = 0", "best:3", MDM_SEEK_ANYHOW },
                { "ekl <= tc/T", "best:3", MDM_SEEK_ANYHOW },
                { "ekl <= R", "best:3", MDM_SEEK_ANYHOW },
                { "ekl + 0 <= tc", "best:3", MDM_SEEK_ANYHOW },
                { "ser <= 1/2", "best:3", MDM_SEEK_ANYHOW },
                { "kl_mixed <= tc", "best:3", MDM_SEEK_ANYHOW },
                { "ekl <= tc", "balanced:3", MDM_SEEK_ANYHOW },
                { "ekl <= tc", "best:4", MDM_SEEK_ANYHOW },
                { "ekl <= tc", "best-policy:price=3", MDM_SEEK_ANYHOW },
                { "ekl <= ekl_ideal", "best:3", MDM_SEEK_ANYHOW } };

START_TEST (seek_course)
{
  mdm_claim_t claim;
  const char *why;

  ck_assert (mdm_claim_parse (&claim, courses[_i].claim, NULL, 1, NULL)
             == MDM_OK);
  ck_assert (mdm_seek_course_of (&why, &claim, courses[_i].spec, 3)
             == courses[_i].course);
  ck_assert ((why == NULL) == (courses[_i].course == MDM_SEEK_ANYHOW));
  mdm_claim_clear (&claim);
}
END_TEST

/* Records and heads as lines.  Each line is read and written again, and with
   any byte of it changed it is refused, or stands for what its own line
   says.  */

static const char some_head[]
    = "{\"schema\":\"mdmcert-shard-3\",\"version\":\"1\",\"title\":\"t\","
      "\"caption\":null,\"label\":\"tab:t\",\"layout\":\"longtable\","
      "\"unit\":\"bits\",\"digits\":7,\"exact_terms\":64,\"max_cells\":\"9\","
      "\"max_memory\":\"18446744073709551615\",\"normalize\":true,\"pad\":\"_\","
      "\"rows\":9,\"columns\":[{\"name\":\"a\",\"heading\":\"$a$\",\"kind\":\"claim\","
      "\"source\":\"ekl <= tc\",\"to\":null,\"solve\":null,\"such_that\":null,"
      "\"schedule\":null,\"claim\":0,\"show\":\"rhs\",\"numbers\":\"both\","
      "\"digits\":5,\"counts\":false,\"remark\":null},{\"name\":\"b\","
      "\"heading\":\"b\",\"kind\":\"text\",\"source\":\"{k}\",\"to\":null,"
      "\"solve\":null,\"such_that\":null,\"schedule\":null,\"claim\":null,"
      "\"show\":null,\"numbers\":\"decimal\",\"digits\":7,\"counts\":true,"
      "\"remark\":\"r\"}],\"claims\":[{\"id\":null,\"citation\":null,"
      "\"certainty\":null,\"kind\":\"wrong as printed\",\"hypotheses\":[\"T = 2\"],"
      "\"statement\":\"ekl <= tc\",\"remark\":null}],\"order\":[{\"column\":0,"
      "\"variable\":null,\"descending\":true},{\"column\":null,\"variable\":\"k\","
      "\"descending\":false}],\"description\":\"Table: t\\nx\",\"certified\":false,"
      "\"shard\":2,\"shards\":3,\"crc32\":\"4c44dc4f\"}\n";

static const char some_record[]
    = "{\"row\":4,\"block\":1,\"label\":\"l\",\"law\":\"twins\",\"prove\":null,"
      "\"schedule\":null,\"predictor\":\"p\",\"variables\":{\"k\":\"2\"},"
      "\"cells\":[{\"exact\":null,\"value\":\"0.5\",\"unit\":\"bits\"},"
      "null],\"verdicts\":[\"not-applicable\"],\"keys\":[\"log(2)\"],"
      "\"certificates\":[],\"notes\":[{\"column\":1,\"status\":\"limit\","
      "\"message\":\"m\"}],\"crc32\":\"337b613f\"}\n";

static char *
head_again (const char *line)
{
  MDM_SCOPED (head, mdm_head_t, mdm_head_init, mdm_head_clear);

  return mdm_head_read (head, line, strlen (line))
             ? mdm_line_write (mdm_head_json (head))
             : NULL;
}

static char *
record_again (const char *line)
{
  MDM_SCOPED (head, mdm_head_t, mdm_head_init, mdm_head_clear);
  mdm_record_t *record;
  char *res;

  ck_assert (mdm_head_read (head, some_head, strlen (some_head)));
  record = mdm_record_read (line, strlen (line), head);
  res = record == NULL ? NULL : mdm_record_line (record);
  mdm_record_free (record);
  return res;
}

START_TEST (lines_again)
{
  const char *const lines[] = { some_head, some_record };
  char *(*const agains[]) (const char *) = { head_again, record_again };
  MDM_OWNED char *same = agains[_i](lines[_i]);

  ck_assert_ptr_nonnull (same);
  ck_assert_str_eq (same, lines[_i]);
  for (size_t at = 0; lines[_i][at + 1] != '\0'; at++)
    for (size_t c = 0; c < 5; c++)
      {
        MDM_OWNED char *line = flint_malloc (strlen (lines[_i]) + 1);
        MDM_OWNED char *first = NULL, *second = NULL;
        strcpy (line, lines[_i]);
        line[at] = "0x\"\177,"[c];
        first = agains[_i](line);
        second = first == NULL ? NULL : agains[_i](first);
        ck_assert_msg (first == NULL || strcmp (first, second) == 0, "%zu: %s",
                       at, line);
      }
}
END_TEST

/* A shard of rows 1, 4, 7, and a file of finished rows; any byte of them is
   another one: refused, with its line.  */

static char *
some_shard (mdm_head_t *head)
{
  MDM_OWNED char *first = NULL;
  char *text = flint_malloc (4 * sizeof some_head), *to = text;

  ck_assert (mdm_head_read (head, some_head, strlen (some_head)));
  head->version = PACKAGE_VERSION;
  first = mdm_line_write (mdm_head_json (head));
  to += sprintf (to, "%s", first);
  for (size_t row = 1; row < 9; row += 3)
    {
      mdm_record_t *record
          = mdm_record_read (some_record, strlen (some_record), head);
      MDM_OWNED char *line = NULL;
      ck_assert_ptr_nonnull (record);
      record->row = row;
      line = mdm_record_line (record);
      to += sprintf (to, "%s", line);
      mdm_record_free (record);
    }
  return text;
}

static mdm_status
read_shard (const char *text, mdm_err_t *err)
{
  MDM_SCOPED (shards, mdm_row_shards_struct, mdm_row_shards_init, mdm_row_shards_clear);

  return mdm_row_shards_add (shards, "f", text, strlen (text), err);
}

START_TEST (any_byte)
{
  MDM_SCOPED (head, mdm_head_t, mdm_head_init, mdm_head_clear);
  MDM_OWNED char *text = some_shard (head);
  size_t length = strlen (text);
  mdm_err_t err;

  memset (&err, 0, sizeof err);
  ck_assert_msg (read_shard (text, &err) == MDM_OK, "%s", err.message);
  for (size_t at = 0; at < length; at++)
    for (int change = 1; change < 256; change += 1 + (at * 7) % 11)
      {
        text[at] = (char) (text[at] ^ change);
        if (text[at] != '\0')
          ck_assert_msg (read_shard (text, &err) == MDM_EPARSE
                             && (err.line > 0 || at + 1 == length),
                         "%zu %d: %zu %s", at, change, err.line, err.message);
        text[at] = (char) (text[at] ^ change);
      }
}
END_TEST

/* *RECORD is what row 4 is in the file TEXT[0..LENGTH).  */
static mdm_status
read_journal (mdm_record_t **record, const mdm_head_t *head, const char *text,
              size_t length, mdm_err_t *err)
{
  mdm_record_t *records[9] = { NULL };
  mdm_journal_t journal;
  FILE *file = fopen ("any_byte.rows", "w");
  mdm_status status;

  ck_assert_uint_eq (fwrite (text, 1, length, file), length);
  ck_assert_int_eq (fclose (file), 0);
  status
      = mdm_kept_open (&journal, "any_byte.rows", head, NULL, records, err);
  ck_assert_int_eq (mdm_journal_close (&journal, err), MDM_OK);
  for (size_t i = 0; i < 9; i++)
    if (i != 4)
      mdm_record_free (records[i]);
  *record = records[4];
  return status;
}

START_TEST (any_byte_of_rows)
{
  MDM_SCOPED (head, mdm_head_t, mdm_head_init, mdm_head_clear);
  MDM_OWNED char *text = some_shard (head);
  size_t length = strlen (text), refused = 0;
  mdm_err_t err;

  for (size_t at = 0; at < length; at++)
    {
      mdm_record_t *record;
      memset (&err, 0, sizeof err);
      text[at] ^= 1;
      if (read_journal (&record, head, text, length, &err) == MDM_OK)
        {
          /* The last line is cut off, and those before it are there.  */
          ck_assert_uint_eq (at + 1, length);
          ck_assert_str_eq (record->law, "twins");
        }
      else
        {
          ck_assert_msg (err.line > 0, "%zu: %s", at, err.message);
          refused++;
        }
      mdm_record_free (record);
      text[at] ^= 1;
    }
  ck_assert_uint_eq (refused, length - 1);
  ck_assert_int_eq (remove ("any_byte.rows"), 0);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("table");
  TCase *tcase = tcase_create ("description");

  tcase_add_test (tcase, every_field);
  tcase_add_loop_test (tcase, one_mistake, 0, ROWS (mistakes));
  tcase_add_loop_test (tcase, one_range, 0, ROWS (ranges));
  tcase_add_loop_test (tcase, any_text, 0, 4);
  suite_add_tcase (suite, tcase);
  tcase = tcase_create ("order");
  tcase_add_loop_test (tcase, one_order, 0, ROWS (orders));
  suite_add_tcase (suite, tcase);
  tcase = tcase_create ("lines");
  tcase_add_test (tcase, seek_ends);
  tcase_add_loop_test (tcase, seek_course, 0, ROWS (courses));
  tcase_add_loop_test (tcase, lines_again, 0, 2);
  tcase_add_test (tcase, any_byte);
  tcase_add_test (tcase, any_byte_of_rows);
  suite_add_tcase (suite, tcase);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
