/* policy.c - policies, as the tables of the states that they reach.

   A state is a set of positions with the values that are there; a policy says
   which positions are drawn next, each by its own probability given these
   values.  So a row has one path, and is written with the product of these
   probabilities on it.  */
#include "policy.h"

#include <string.h>

#define MASKED UINT32_MAX

/* What is drawn in the state with a key: the number of the policy, and the
   value at each position, or MASKED.  */
struct move
{
  uint64_t drawn;
  int reached;
};
static const char moves; /* the address of their table */
static uint32_t key[64];
static uint64_t reached; /* so many */
#define find_move() find (&moves, key, sizeof key, sizeof (struct move))

struct view *
view (uint64_t set, const struct groups *of)
{
  static const char views;
  uint64_t more = law.set & ~set;
  struct view *v = find (&views, &set, sizeof set, sizeof *v);
  if (v->groups.group == NULL)
    {
      if (of == NULL)
        of = more != 0 ? &view (set | (more & -more), NULL)->groups : &law.all;
      v->groups = law_group (of, set);
      /* Where they are few, this would take more memory than they do.  Who
         were in one group of OF are so here.  */
      if (v->groups.count >= law.all.count / 64)
        {
          uint32_t *at = allocate (law.all.count * sizeof *at);
          for (struct group *x = of->group; x < of->group + of->count; x++)
            at[x->row] = (uint32_t) law_find (&v->groups, set, x->row);
          for (size_t r = 0; r < law.all.count; r++)
            at[r] = at[of->group[of->at != NULL ? of->at[r] : r].row];
          v->groups.at = at;
        }
    }
  return v;
}

/* The weight of the group of ROW by SET.  */
#define weight_of(row, set) law_weight (&view (set, NULL)->groups, set, row)

/* The positions in TEXT, as 0,2, of those that are LEFT.  */
static uint64_t
read_drawn (char *text, uint64_t left)
{
  uint64_t drawn = 0;
  for (char *next = text; next != NULL; text = next)
    {
      next = strchr (text, ',');
      if (next != NULL)
        *next++ = 0;
      uint64_t i = UINT64_C (1) << to_number (text, 0, law.length - 1);
      require ((left & i) && i > drawn,
               "what is drawn is not masked, or does not ascend");
      drawn |= i;
    }
  return drawn;
}

/* Follow the row number R, of the weight p in all rows, through S.  Without
   C set its p_Y, and add to the rounds.  With C add to the sum C times what it
   adds to the error, which by definition is the sum of p log (p / p_Y) over
   the rows; the logarithms are those of the weights that p and p_Y are made
   of.  */
static void
follow (struct schedule *s, size_t r, mpq_srcptr c)
{
  const struct group *row = &law.all.group[r];
  mpq_ptr y = s->output[r];
  size_t rounds = 0;
  RATIONAL (p);
  law_probability (p, row->weight);
  if (c != NULL)
    {
      mpq_mul (p, p, c);
      sum_add_log (row->weight, p, 1);
      sum_add_log (law.total, p, -1);
    }
  for (uint64_t set = 0; set != law.set; rounds++)
    {
      for (size_t i = 0; i < law.length; i++)
        key[i + 1] = set >> i & 1 ? law.token[r * law.length + i] : MASKED;
      struct move *move = find_move ();
      verify (move->drawn != 0,
              "row %zu reaches a state that the policy does not list", r + 1);
      /* From where more is left, there is one round more with what p_Y has,
         whatever is drawn.  */
      if (!move->reached && (set | move->drawn) != law.set)
        mpq_add (s->rounds_q, s->rounds_q, y);
      reached += !move->reached;
      move->reached = 1;
      mpz_srcptr given = weight_of (row->row, set);
      for (uint64_t d = move->drawn; d != 0; d &= d - 1)
        {
          mpz_srcptr with = weight_of (row->row, set | (d & -d));
          spend (1, mpz_size (mpq_denref (y)), mpz_size (given));
          if (c != NULL)
            {
              sum_add_log (with, p, -1);
              sum_add_log (given, p, 1);
              continue;
            }
          mpz_mul (mpq_numref (y), mpq_numref (y), with);
          mpz_mul (mpq_denref (y), mpq_denref (y), given);
        }
      mpq_canonicalize (y);
      set |= move->drawn;
    }
  add_times (s->rounds_p, p, c == NULL ? (long) rounds : 0);
  s->steps = rounds > s->steps ? rounds : s->steps;
}

void
policy_follow (struct schedule *s, mpq_srcptr c)
{
  key[0] = (uint32_t) (s - schedule);
  for (size_t r = 0; r < law.all.count; r++)
    follow (s, r, c);
}

void
policy_read (struct schedule *s)
{
  uint64_t states = number (1, MANY);
  key[0] = (uint32_t) (s - schedule);
  for (uint64_t j = 1; j <= states; j++)
    {
      uint64_t left = law.set;
      item ("state", j);
      char *drawn = word ();
      say ("%s %s after", j > 1 ? ";" : "", drawn);
      for (size_t i = 0; i < law.length; i++)
        {
          char *text = word ();
          int masked = strcmp (text, "_") == 0;
          key[i + 1] = masked ? MASKED
                              : (uint32_t) to_number (text, 0,
                                                      law.vocabulary - 1);
          left ^= (uint64_t) !masked << i;
          say (" %s", text);
        }
      struct move *move = find_move ();
      require (move->drawn == 0, "a state is there twice");
      move->drawn = read_drawn (drawn, left);
    }
  mpq_inits (s->rounds_p, s->rounds_q, NULL);
  mpq_set_ui (s->rounds_q, 1, 1);
  zeros (&s->output, law.all.count);
  for (size_t r = 0; r < law.all.count; r++)
    mpq_set_ui (s->output[r], 1, 1);
  reached = 0;
  policy_follow (s, NULL);
  verify (reached == states, "some of the states are reached by no row");
}
