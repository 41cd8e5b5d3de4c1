/* test_library.c - files of claims: every field, every mistake with its place,
   and the files that come with the program.  */
#include <config.h>

#include "unit.h"

#include "claim/library.h"
#include "text/file.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS(table) (int) (sizeof (table) / sizeof *(table))

static mdm_status
read_text (mdm_library_t library, const char *text, mdm_err_t *err)
{
  memset (err, 0, sizeof *err);
  return mdm_library_read (library, "f", text, strlen (text), err);
}

static void
must_read (mdm_library_t library, const char *text)
{
  mdm_err_t err;

  ck_assert_msg (read_text (library, text, &err) == MDM_OK, "%zu:%zu: %s",
                 err.line, err.column, err.message);
}

START_TEST (every_field)
{
  mdm_library_t library;
  const mdm_entry_t *entry;

  mdm_library_init (library);
  must_read (library, "# A comment.\n"
                      "\n"
                      "Claim: all-2\n"
                      "Title: a  title\tof\n"
                      "  two lines  \n"
                      "Citation: someone, arXiv 1234.56789: a colon\n"
                      "# A comment between fields.\n"
                      "Certainty: S\n"
                      "Kind: variant\n"
                      "About: law\n"
                      "Scope: some\n"
                      "Hypothesis: smax >= 2\n"
                      "Hypothesis:L\n"
                      " >=\n"
                      "\tsmax\n"
                      "Statement: ekl\n"
                      "   >= R/16 +  eps_train\n"
                      "Remark: mind \xc3\xa9\n"
                      "Proved: thm in\n file.v\n"
                      "\n"
                      "Claim: b\n"
                      "Statement: tc > 0\n"
                      "Kind: wrong-as-printed");
  ck_assert_uint_eq (library->count, 2);
  entry = library->entry;
  ck_assert_ptr_eq (mdm_library_find (library, "all-2"), entry);
  ck_assert_str_eq (entry->id, "all-2");
  ck_assert_str_eq (entry->title, "a title of two lines");
  ck_assert_str_eq (entry->citation, "someone, arXiv 1234.56789: a colon");
  ck_assert_str_eq (entry->certainty, "S");
  ck_assert_str_eq (entry->remark, "mind \xc3\xa9");
  ck_assert_str_eq (entry->proved, "thm in file.v");
  ck_assert_int_eq (entry->kind, MDM_ENTRY_VARIANT);
  ck_assert_int_eq (entry->about, 0);
  ck_assert_int_eq (entry->some, 1);
  ck_assert_uint_eq (entry->hypotheses, 2);
  ck_assert_str_eq (entry->hypothesis[0].text, "smax >= 2");
  ck_assert_int_eq (entry->hypothesis[0].claim.relation, MDM_REL_GE);
  ck_assert_str_eq (entry->hypothesis[1].text, "L >= smax");
  ck_assert_str_eq (entry->statement.text, "ekl >= R/16 + eps_train");
  ck_assert_int_eq (entry->statement.claim.relation, MDM_REL_GE);
  ck_assert (mdm_expr_uses (entry->statement.claim.lhs, MDM_Q_EKL));
  ck_assert (mdm_expr_uses (entry->statement.claim.rhs, MDM_Q_R));

  /* What is not given.  */
  entry = library->entry + 1;
  ck_assert_ptr_eq (mdm_library_find (library, "b"), entry);
  ck_assert_ptr_null (entry->title);
  ck_assert_ptr_null (entry->citation);
  ck_assert_ptr_null (entry->certainty);
  ck_assert_ptr_null (entry->remark);
  ck_assert_ptr_null (entry->proved);
  ck_assert_int_eq (entry->kind, MDM_ENTRY_WRONG);
  ck_assert_int_eq (entry->about, 1);
  ck_assert_int_eq (entry->some, 0);
  ck_assert_uint_eq (entry->hypotheses, 0);
  ck_assert_ptr_null (mdm_library_find (library, "c"));
  ck_assert_ptr_null (mdm_library_find (library, ""));
  mdm_library_clear (library);
}
END_TEST

START_TEST (words)
{
  static const char *const certainties[] = { "V", "S", "D" };
  static const struct
  {
    const char *word, *shown;
    mdm_entry_kind kind;
  } kinds[] = {
    { "theorem", "theorem", MDM_ENTRY_THEOREM },
    { "variant", "variant", MDM_ENTRY_VARIANT },
    { "wrong-as-printed", "wrong as printed", MDM_ENTRY_WRONG },
    { "inequality", "inequality", MDM_ENTRY_INEQUALITY },
  };
  char text[200];

  for (int i = 0; i < 12; i++)
    {
      mdm_library_t library;
      mdm_library_init (library);
      snprintf (text, sizeof text,
                "Claim: a\nCertainty:%s\nKind: %s \nAbout:\t%s\nScope:\n "
                "%s\nStatement: tc < ekl\n",
                certainties[i % 3], kinds[i % 3].word,
                i % 2 == 0 ? "law" : "sizes", i < 6 ? "this" : "some");
      must_read (library, text);
      ck_assert_str_eq (library->entry->certainty, certainties[i % 3]);
      ck_assert_int_eq (library->entry->kind, kinds[i % 3].kind);
      ck_assert_str_eq (mdm_entry_kind_str (library->entry->kind),
                        kinds[i % 3].shown);
      ck_assert_int_eq (library->entry->about, i % 2);
      ck_assert_int_eq (library->entry->some, i >= 6);
      mdm_library_clear (library);
    }
}
END_TEST

/* A file of claims, one a line, with entries among them.  */
START_TEST (plain_claims)
{
  static const char *const expected[]
      = { "ekl <= tc",        "dtc >= 0", "L = 3",
          "H(0|1) <= log(2)", "1 < 2",    "ekl = 0" };
  mdm_library_t library;

  mdm_library_init (library);
  must_read (library, "  ekl <= tc\n"
                      "dtc >= 0\n"
                      "L\n"
                      " =\n"
                      "\t3\n"
                      "# a comment\n"
                      "H(0|1) <= \tlog(2)\n"
                      "\n"
                      "Claim: x\n"
                      "Statement: 1 < 2\n"
                      "\t \n"
                      "ekl = 0");
  ck_assert_uint_eq (library->count, ROWS (expected));
  for (size_t i = 0; i < library->count; i++)
    {
      const mdm_entry_t *entry = library->entry + i;
      ck_assert_str_eq (entry->statement.text, expected[i]);
      ck_assert_int_eq (entry->id != NULL, i == 4);
      ck_assert_int_eq (entry->about, i == 4);
      ck_assert_int_eq (entry->some, 0);
      ck_assert_int_eq (entry->kind, MDM_ENTRY_THEOREM);
    }
  /* Nothing is no library.  */
  must_read (library, "");
  must_read (library, "\n \n# x");
  ck_assert_uint_eq (library->count, ROWS (expected));
  mdm_library_clear (library);
}
END_TEST

/* Claims on the command line.  */
START_TEST (added)
{
  mdm_library_t library;
  mdm_err_t err = { 0 };

  mdm_library_init (library);
  ck_assert_int_eq (
      mdm_library_add_claim (library, " ekl \n<=  tc ", "--claim=x", &err),
      MDM_OK);
  ck_assert_uint_eq (library->count, 1);
  ck_assert_str_eq (library->entry->statement.text, "ekl <= tc");
  ck_assert_ptr_null (library->entry->id);
  ck_assert_int_eq (library->entry->about, 0);
  ck_assert_int_eq (library->entry->some, 0);
  ck_assert_int_eq (
      mdm_library_add_claim (library, "ekl\n <= foo", "--claim=y", &err),
      MDM_EPARSE);
  ck_assert_str_eq (err.where, "--claim=y");
  ck_assert_uint_eq (err.line, 2);
  ck_assert_uint_eq (err.column, 5);
  ck_assert_str_eq (err.excerpt, "   <= foo\n      ^\n");
  mdm_library_clear (library);
}
END_TEST

/* Mistakes, each with its place.  */
static const struct
{
  const char *text;
  size_t line, column;
  const char *message;
} mistakes[] = {
  /* Fields.  */
  { "Claims: a\n", 1, 1,
    "not a field of a claim; the most similar is 'Claim'" },
  { "Author: a\n", 1, 1,
    "not a field of a claim; the fields are Claim, Title, Citation, "
    "Certainty, Kind, About, Scope, Unit, Hypothesis, Statement, Remark "
    "and Proved" },
  { "claim: a\n", 1, 1, "not a field of a claim" },
  { "ekl: 0 <= 1\n", 1, 1, "not a field of a claim" },
  { "StatementStatementStatement: 0 <= 1\n", 1, 1, "not a field of a claim" },
  { "Claim: a\nTitel: b\n", 2, 1, "not a field of a claim" },
  { "Claim: a\nekl <= tc\n", 2, 1,
    "a field is expected, or a blank line before the next claim" },
  { "Claim: a\n: b\n", 2, 1, "a field is expected" },
  { "Claim : a\n", 1, 1, "unknown name 'Claim'" },
  { "\n  Claim: a\n", 2, 3, "unknown name 'Claim'" },
  { "Claim: a\n#c\n b\nStatement: 0 = 0\n", 3, 1, "a field is expected" },
  /* Ids.  */
  { "Claim:\nStatement: 0 = 0\n", 1, 7, "an id is lower-case letters" },
  { "Claim:   A\n", 1, 10, "an id is lower-case letters" },
  { "Claim: 1a\n", 1, 8, "an id is lower-case letters" },
  { "Claim: -a\n", 1, 8, "an id is lower-case letters" },
  { "Claim: a b\n", 1, 8, "an id is lower-case letters" },
  { "Claim: a_b\n", 1, 8, "an id is lower-case letters" },
  { "Claim: a\n b\n", 1, 8, "an id is lower-case letters" },
  { "Claim: \xc3\xa9\n", 1, 8, "an id is lower-case letters" },
  { "Title: t\nClaim: a\n", 2, 1, "Claim is the first field of an entry" },
  { "Claim: a\nStatement: 0 = 0\n\nClaim: b\nStatement: 0 = 0\n\n"
    "Claim:  a\n",
    7, 9, "another claim has this id" },
  /* Twice.  */
  { "Claim: a\nClaim: b\n", 2, 1, "the field is given twice" },
  { "Claim: a\nTitle: t\nTitle: t\n", 3, 1, "the field is given twice" },
  { "Claim: a\nCitation: t\nCitation: t\n", 3, 1, "the field is given twice" },
  { "Claim: a\nRemark: t\nRemark: t\n", 3, 1, "the field is given twice" },
  { "Claim: a\nCertainty: V\nCertainty: V\n", 3, 1,
    "the field is given twice" },
  { "Claim: a\nKind: variant\nKind: theorem\n", 3, 1,
    "the field is given twice" },
  { "Claim: a\nAbout: law\nTitle: t\n b\nAbout: law\n", 5, 1,
    "the field is given twice" },
  { "Claim: a\nScope: some\nScope: this\n", 3, 1, "the field is given twice" },
  { "Claim: a\nStatement: 0 = 0\nStatement: 0 = 0\n", 3, 1,
    "the field is given twice" },
  /* Words.  */
  { "Claim: a\nCertainty: X\n", 2, 12, "the certainty is V, S or D" },
  { "Claim: a\nCertainty: v\n", 2, 12, "the certainty is V, S or D" },
  { "Claim: a\nCertainty:\n", 2, 11, "the certainty is V, S or D" },
  { "Claim: a\nCertainty: V S\n", 2, 12, "the certainty is V, S or D" },
  { "Claim: a\nKind:  wrong as printed\n", 2, 8,
    "the kind is theorem, variant, wrong-as-printed or inequality" },
  { "Claim: a\nKind: Theorem\n", 2, 7, "the kind is theorem" },
  { "Claim: a\nAbout: schedules\n", 2, 8, "it is about law, sizes or policy" },
  { "Claim: a\nScope: all\n", 2, 8, "the scope is this or some" },
  { "Claim: a\nTitle:\n", 2, 7, "a value is missing" },
  { "Claim: a\nTitle: \t\nKind: variant\n", 2, 9, "a value is missing" },
  { "Claim: a\nCitation:\r\n", 2, 11, "a value is missing" },
  { "Claim: a\nRemark:", 2, 8, "a value is missing" },
  { "Claim: a\nProved: t\nProved: t\n", 3, 1, "the field is given twice" },
  { "Claim: a\nProved:\n", 2, 8, "a value is missing" },
  /* No statement: where the entry begins.  */
  { "Claim: a\n", 1, 1, "the entry has no Statement" },
  { "\n# x\nTitle: a\nKind: variant\n\nekl <= tc\n", 3, 1,
    "the entry has no Statement" },
  { "Claim: a\nTitle: t\n \nStatement: 0 = 0\n", 1, 1,
    "the entry has no Statement" },
  /* Statements and hypotheses: columns are those of the file.  */
  { "Claim: a\nStatement:\n", 2, 11, "an expression is expected" },
  { "Claim: a\nStatement: ekl <= foo\n", 2, 19, "unknown name 'foo'" },
  { "Claim: a\nStatement: ekl\n <=\n\t  foo\nTitle: t\n", 4, 4,
    "unknown name 'foo'" },
  { "Claim: a\nStatement:foo = 0\n", 2, 11, "unknown name 'foo'" },
  { "Claim: a\nStatement: ekl\n <= tc\n\n\n", 2, 0, NULL },
  { "Claim: a\nStatement: (ekl\n <= tc\n", 3, 2,
    "an operator or ')' is expected, not '<='" },
  { "Claim: a\nStatement: ekl\n", 2, 15, "a relation or an operator" },
  { "Claim: a\nStatement: ekl", 2, 15, "a relation or an operator" },
  { "Claim: a\nHypothesis: tc*dtc = 0\nStatement: 0 = 0\n", 2, 15,
    "product of two real quantities" },
  { "Claim: a\nHypothesis: L = 2\nHypothesis: L = 1/0\n", 3, 18,
    "division by zero" },
  { "Claim: a\nStatement: ekl <= 2^99999999999\n", 2, 20,
    "a power of more than 100000 bits" },
  { "ekl <= tc\nekl\n <= tc\n +\n bar\n", 5, 2, "unknown name 'bar'" },
  { "   ekl <= bar\n", 1, 11, "unknown name 'bar'" },
  { "ekl <= tc\r\nekl\r\n <= bar\r\n", 3, 5, "unknown name 'bar'" },
  { "ekl <= tc <= dtc\n", 1, 11, "an operator or the end is expected" },
  { "ekl <= tc\n dtc >= 0\n", 2, 2, "an operator or the end is expected" },
/* Some schedule is the one of the greatest ekl.  */
#define SOME "of some schedule `ekl >= ..' is claimed"
  { "Claim: a\nScope: some\nStatement: ekl <= tc\n", 3, 12, SOME },
  { "Claim: a\nScope: some\nStatement:\n  ekl = tc\n", 4, 3, SOME },
  { "Statement: ekl < tc\nScope: some\n", 1, 12, SOME },
  { "Claim: a\nScope: some\nStatement: (tc) >= ekl\n", 3, 12, SOME },
  { "Claim: a\nScope: some\nStatement: 2*ekl >= tc\n", 3, 12, SOME },
  { "Claim: a\nScope: some\nStatement: ekl >= tc - ekl\n\n", 3, 12, SOME },
  { "Claim: a\nScope: some\nStatement: ekl >= T*tc\n", 3, 12, SOME },
  { "Claim: a\nScope: some\nStatement: ekl >= s(1)*tc\n", 3, 12, SOME },
  { "Claim: a\nScope: some\nStatement: kl_mixed >= tc\n", 3, 12, SOME },
  { "Claim: a\nScope: some\nStatement: ekl >= kl_mixed\n", 3, 12, SOME },
  { "Claim: a\nScope: some\nStatement: smax*tc/L - V*H(0) < ekl\n", 0, 0,
    NULL },
  /* Bytes.  */
  { "ekl <= tc\n# caf\xe9\n", 2, 6, "this is not UTF-8" },
  { "Claim: a\nTitle: \xc3\n", 2, 8, "this is not UTF-8" },
  { "Claim: a\nTitle: \xed\xa0\x80\n", 2, 8, "this is not UTF-8" },
  { "Claim: a\nTitle: \xc3\xa9\033[31m\n", 2, 10, "a control character" },
  { "Claim: a\nTitle: \xc2\x9b"
    "31m\n",
    2, 8, "a control character" },
  { "ekl\f<= tc\n", 1, 4, "a control character" },
  { "ekl <= tc\x7f\n", 1, 10, "a control character" },
  { "ekl <= tc\rekl <= dtc\n", 1, 10,
    "a carriage return without a line feed after it" },
  { "ekl <= tc\n#\r", 2, 2, "a carriage return without a line feed after it" },
};

START_TEST (mistake)
{
  const char *text = mistakes[_i].text, *message = mistakes[_i].message;
  mdm_library_t library;
  mdm_err_t err;
  mdm_status status;

  mdm_library_init (library);
  status = read_text (library, text, &err);
  if (message == NULL)
    ck_assert_int_eq (status, MDM_OK);
  else
    {
      ck_assert_msg (status == MDM_EPARSE || status == MDM_EDOMAIN
                         || status == MDM_ELIMIT,
                     "%s: %d", text, status);
      ck_assert_int_eq (err.status, status);
      ck_assert_str_eq (err.where, "f");
      ck_assert_msg (
          err.line == mistakes[_i].line && err.column == mistakes[_i].column
              && strncmp (err.message, message, strlen (message)) == 0,
          "%s: %zu:%zu: %s", text, err.line, err.column, err.message);
    }
  mdm_library_clear (library);
}
END_TEST

/* The caret stands below the column of the file.  */
START_TEST (caret)
{
  mdm_library_t library;
  mdm_err_t err;

  mdm_library_init (library);
  ck_assert_int_eq (
      read_text (library, "Claim: a\nStatement: ekl\n\t<= fo\n", &err),
      MDM_EPARSE);
  ck_assert_str_eq (err.excerpt, "   <= fo\n      ^\n");
  ck_assert_int_eq (read_text (library, "Statement: fo <= ekl\n", &err),
                    MDM_EPARSE);
  ck_assert_uint_eq (err.column, 12);
  ck_assert_str_eq (err.excerpt, "             fo <= ekl\n             ^\n");
  mdm_library_clear (library);
}
END_TEST

/* A NUL byte, which ends no text.  */
START_TEST (nul)
{
  static const char text[] = "ekl <= tc\n dtc\0\nekl <= foo\n";
  mdm_library_t library;
  mdm_err_t err = { 0 };

  mdm_library_init (library);
  ck_assert_int_eq (
      mdm_library_read (library, "f", text, sizeof text - 1, &err),
      MDM_EPARSE);
  ck_assert_uint_eq (err.line, 2);
  ck_assert_uint_eq (err.column, 5);
  ck_assert_str_eq (err.message, "a NUL byte");
  ck_assert_uint_eq (library->count, 0);
  /* What stands after LENGTH is not read.  */
  ck_assert_int_eq (mdm_library_read (library, "f", text, 9, &err), MDM_OK);
  ck_assert_str_eq (library->entry->statement.text, "ekl <= tc");
  mdm_library_clear (library);
}
END_TEST

/* Windows line ends change nothing.  */
START_TEST (crlf)
{
  mdm_library_t library;

  mdm_library_init (library);
  must_read (library, "Claim: a\r\nTitle: x\r\n y\r\nKind: variant\r\n"
                      "Statement: ekl\r\n\t<= tc\r\n\r\n \r\n# c\r\n"
                      "dtc\r\n >= 0\r\n");
  ck_assert_uint_eq (library->count, 2);
  ck_assert_str_eq (library->entry[0].id, "a");
  ck_assert_str_eq (library->entry[0].title, "x y");
  ck_assert_int_eq (library->entry[0].kind, MDM_ENTRY_VARIANT);
  ck_assert_str_eq (library->entry[0].statement.text, "ekl <= tc");
  ck_assert_str_eq (library->entry[1].statement.text, "dtc >= 0");
  mdm_library_clear (library);
}
END_TEST

/* Several files make one library; what stands before a mistake is there.  */
START_TEST (several)
{
  mdm_library_t library;
  mdm_err_t err;

  mdm_library_init (library);
  must_read (library, "Claim: a\nStatement: 0 = 0\n");
  ck_assert_int_eq (read_text (library,
                               "Claim: b\nStatement: 0 = 0\n\nClaim: a\n"
                               "Statement: 0 = 0\n",
                               &err),
                    MDM_EPARSE);
  ck_assert_uint_eq (err.line, 4);
  ck_assert_uint_eq (err.column, 8);
  ck_assert_str_eq (err.message, "another claim has this id");
  ck_assert_ptr_nonnull (mdm_library_find (library, "a"));
  ck_assert_ptr_nonnull (mdm_library_find (library, "b"));
  mdm_library_clear (library);
}
END_TEST

/* The files that come with the program.  */

static const char *
folder (void)
{
  static char path[4096];
  const char *top = getenv ("abs_top_srcdir");

  snprintf (path, sizeof path, "%s/proofs-data/claims",
            top == NULL ? "." : top);
  return path;
}

static int
is_claims (const struct dirent *file)
{
  const char *end = strrchr (file->d_name, '.');

  return end != NULL && strcmp (end, ".claims") == 0;
}

/* Call VISIT with the name and contents of each file.  */
static void
each_file (void (*visit) (const char *file, char *text, size_t length,
                          void *data),
           void *data)
{
  static const mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  struct dirent **names;
  int count = scandir (folder (), &names, is_claims, alphasort);

  ck_assert_msg (count >= 5, "%s: %d files", folder (), count);
  for (int i = 0; i < count; i++)
    {
      char file[4500], *text;
      size_t length;
      snprintf (file, sizeof file, "%s/%s", folder (), names[i]->d_name);
      ck_assert_int_eq (mdm_file_read (&text, &length, file, &limit, NULL),
                        MDM_OK);
      visit (file, text, length, data);
      flint_free (text);
      free (names[i]);
    }
  free (names);
}

static void
read_file (const char *file, char *text, size_t length, void *data)
{
  mdm_library_struct *library = data;
  mdm_err_t err = { 0 };

  ck_assert_msg (mdm_library_read (library, file, text, length, &err)
                     == MDM_OK,
                 "%s:%zu:%zu: %s", file, err.line, err.column, err.message);
}

/* An entry as a file has it is read as what it was.  */
static void
check_str (const mdm_entry_t *entry)
{
  char *text = mdm_entry_str (entry), *again;
  mdm_library_t library;
  const mdm_entry_t *other;

  mdm_library_init (library);
  must_read (library, text);
  ck_assert_uint_eq (library->count, 1);
  other = library->entry;
  again = mdm_entry_str (other);
  ck_assert_str_eq (again, text);
  ck_assert (entry->id == NULL ? other->id == NULL
                               : strcmp (entry->id, other->id) == 0);
  ck_assert_int_eq (other->kind, entry->kind);
  ck_assert_int_eq (other->about, entry->about);
  ck_assert_int_eq (other->some, entry->some);
  ck_assert_int_eq (other->plain, entry->plain);
  ck_assert_uint_eq (other->hypotheses, entry->hypotheses);
  ck_assert_str_eq (other->statement.text, entry->statement.text);
  flint_free (text);
  flint_free (again);
  mdm_library_clear (library);
}

START_TEST (shipped)
{
  /* Those of CONTRACT that the engine can express today.  */
  static const struct
  {
    const char *id, *certainty;
    mdm_entry_kind kind;
    int some;
  } ids[] = {
    { "li-cai-1", "V", MDM_ENTRY_THEOREM, 0 },
    { "li-cai-1-balanced", "D", MDM_ENTRY_THEOREM, 0 },
    { "li-cai-2-upper", "S", MDM_ENTRY_THEOREM, 0 },
    { "li-cai-2-lower-some", "S", MDM_ENTRY_THEOREM, 1 },
    { "li-cai-2-lower-this", "S", MDM_ENTRY_VARIANT, 0 },
    { "curve-identity", "V", MDM_ENTRY_THEOREM, 0 },
    { "mixing", "D", MDM_ENTRY_THEOREM, 0 },
    { "perplexity-one", "D", MDM_ENTRY_VARIANT, 0 },
    { "sharp-upper", "D", MDM_ENTRY_THEOREM, 0 },
    { "sharp-constant", "D", MDM_ENTRY_THEOREM, 0 },
    { "sharp-lower-some", "D", MDM_ENTRY_THEOREM, 1 },
    { "chen-tc", "V", MDM_ENTRY_THEOREM, 0 },
    { "chen-dtc", "V", MDM_ENTRY_THEOREM, 0 },
    { "austin", "D", MDM_ENTRY_THEOREM, 0 },
    { "wainwright-1-cardinality", "V", MDM_ENTRY_THEOREM, 0 },
    { "wainwright-h", "D", MDM_ENTRY_THEOREM, 0 },
    { "fast-dllm-tv", "V", MDM_ENTRY_THEOREM, 0 },
    { "fast-dllm-kl", "V", MDM_ENTRY_THEOREM, 0 },
    { "fast-dllm-kl-as-printed", "V", MDM_ENTRY_WRONG, 0 },
  };
  mdm_library_t library;

  mdm_library_init (library);
  each_file (read_file, library);
  for (size_t i = 0; i < library->count; i++)
    check_str (library->entry + i);
  for (int i = 0; i < ROWS (ids); i++)
    {
      const mdm_entry_t *entry = mdm_library_find (library, ids[i].id);
      ck_assert_msg (entry != NULL, "%s is not there", ids[i].id);
      ck_assert_str_eq (entry->certainty, ids[i].certainty);
      ck_assert_int_eq (entry->kind, ids[i].kind);
      ck_assert_int_eq (entry->some, ids[i].some);
    }
  for (size_t i = 0; i < library->count; i++)
    {
      const mdm_entry_t *entry = library->entry + i;
      ck_assert_ptr_nonnull (entry->id);
      ck_assert_msg (entry->title != NULL && entry->citation != NULL
                         && entry->certainty != NULL,
                     "%s", entry->id);
      ck_assert_ptr_eq (mdm_library_find (library, entry->id), entry);
      /* THEORY: what is ours is never printed as the paper's own, and
         wherever R stands its W_j is said to be reconstructed.  */
      if (strcmp (entry->certainty, "D") == 0)
        ck_assert_msg (strncmp (entry->citation, "this project", 12) == 0,
                       "%s: %s", entry->id, entry->citation);
      if (mdm_expr_uses (entry->statement.claim.lhs, MDM_Q_R)
          || mdm_expr_uses (entry->statement.claim.rhs, MDM_Q_R))
        ck_assert_msg (entry->remark != NULL
                           && strstr (entry->remark, "reconstructed") != NULL,
                       "%s", entry->id);
    }
  mdm_library_clear (library);
}
END_TEST

/* SplitMix64.  */
static uint64_t
draw (uint64_t *state, uint64_t below)
{
  uint64_t z = *state += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return (z ^ (z >> 31)) % below;
}

/* The number of lines that TEXT[0..LENGTH) begins.  */
static size_t
lines (const char *text, size_t length)
{
  size_t n = 1;

  for (size_t i = 0; i < length; i++)
    n += text[i] == '\n';
  return n;
}

/* Changed bytes and cut ends: any answer will do, but there must be one, and
   a place in the text where it is no.  */
static void
mutate (const char *file, char *text, size_t length, void *data)
{
  static const char alphabet[] = ":\n\r \t#(=|Cs0\0\x80\xc3";
  uint64_t *state = data;
  char *copy = flint_malloc (length + 1);

  for (int i = 0; i < 1000; i++)
    {
      mdm_library_t library;
      mdm_err_t err = { 0 };
      size_t n = draw (state, 3) == 0 ? draw (state, length + 1) : length;

      memcpy (copy, text, length);
      for (uint64_t change = draw (state, 4); change > 0; change--)
        copy[draw (state, length)]
            = draw (state, 2) == 0
                  ? alphabet[draw (state, sizeof alphabet - 1)]
                  : text[draw (state, length)];
      mdm_library_init (library);
      if (mdm_library_read (library, file, copy, n, &err) != MDM_OK)
        {
          ck_assert_str_eq (err.where, file);
          if (err.line < 1 || err.line > lines (copy, n) || err.column < 1
              || err.message[0] == '\0')
            ck_abort_msg ("%s, round %d: %zu:%zu: %s", file, i, err.line,
                          err.column, err.message);
        }
      mdm_library_clear (library);
    }
  flint_free (copy);
}

START_TEST (mutations)
{
  uint64_t state = UINT64_C (20260301);

  each_file (mutate, &state);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("library");
  TCase *c = tcase_create ("library");

  tcase_add_test (c, every_field);
  tcase_add_test (c, words);
  tcase_add_test (c, plain_claims);
  tcase_add_test (c, added);
  tcase_add_loop_test (c, mistake, 0, ROWS (mistakes));
  tcase_add_test (c, caret);
  tcase_add_test (c, nul);
  tcase_add_test (c, crlf);
  tcase_add_test (c, several);
  tcase_add_test (c, shipped);
  tcase_add_test (c, mutations);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
