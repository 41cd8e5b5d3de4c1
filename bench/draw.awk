# draw.awk - cells per second against L, as SVG, of the table that
# `speed lattice' prints (its rows of V = 2).
# Usage: awk -f draw.awk speed.dat >speed.svg

function x_of (l) { return 70 + (l - low) * 480 / (high > low ? high - low : 1) }
function y_of (rate) { return 330 - (log (rate) / log (10) - 7) * 100 }

BEGIN { FS = "\t"; low = 1000; high = 0 }

$1 == 2 {
  n++
  length_of[n] = $2
  for (c = 1; c <= 3; c++)
    rate[n, c] = $(3 + c)
  if ($2 < low) low = $2
  if ($2 > high) high = $2
}

END {
  if (n == 0)
    exit 1
  name[1] = "additions only"; colour[1] = "#888888"; dash[1] = "4 3"
  name[2] = "dense engine, exact"; colour[2] = "#005f9e"; dash[2] = "none"
  name[3] = "double precision"; colour[3] = "#c04000"; dash[3] = "1 3"
  print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" " \
        "height=\"390\" font-family=\"sans-serif\" font-size=\"13\">"
  print "<rect width=\"600\" height=\"390\" fill=\"white\"/>"
  for (e = 7; e <= 10; e++)
    {
      y = y_of (10 ^ e)
      printf "<path d=\"M70 %d H550\" stroke=\"#dddddd\"/>\n", y
      printf "<text x=\"62\" y=\"%d\" text-anchor=\"end\">1e%d</text>\n",
             y + 4, e
    }
  for (i = 1; i <= n; i++)
    printf "<text x=\"%d\" y=\"350\" text-anchor=\"middle\">%d</text>\n",
           x_of (length_of[i]), length_of[i]
  print "<text x=\"310\" y=\"375\" text-anchor=\"middle\">L (V = 2)</text>"
  print "<text x=\"70\" y=\"18\">marginal cells per second, one core</text>"
  for (c = 1; c <= 3; c++)
    {
      line = ""
      for (i = 1; i <= n; i++)
        line = line sprintf ("%s%.1f %.1f", i == 1 ? "M" : " L",
                             x_of (length_of[i]), y_of (rate[i, c]))
      printf "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" " \
             "stroke-dasharray=\"%s\"/>\n", line, colour[c], dash[c]
      printf "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
             90 + (c - 1) * 150, 322, colour[c], name[c]
    }
  print "</svg>"
}
