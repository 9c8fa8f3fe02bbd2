# plot.awk - rows of `BYTES RATIO...` as a table with bars, and as an SVG (the file `svg`). `labels`: one
# for each ratio, then those of the axes, separated by `|`.
BEGIN {
  FS = "\t"
  count = split(labels, label, "|") - 2
  split("#1f77b4 #2ca02c #d62728 #9467bd", colour, " ")
  highest = 2.2
}

function name(bytes) {
  if (bytes < 1000 * 1024)
    return sprintf("%d KB", bytes / 1024 + 0.5)
  return sprintf(bytes < 10 * 1048576 ? "%.1f MB" : "%.0f MB", bytes / 1048576)
}

{
  rows++
  size[rows] = $1
  for (i = 1; i <= count; i++) {
    value[rows, i] = $(i + 1)
    if ($(i + 1) > highest)
      highest = $(i + 1)
    if ($(i + 1) > worst)
      worst = $(i + 1)
  }
}

function bar(ratio, text, i) {
  text = ""
  for (i = 0; i < ratio * 10 - 0.5 && i < 60; i++)
    text = text (i == 20 ? "|" : "#")
  while (i++ <= 20)
    text = text (i == 21 ? "|" : " ")
  return text
}

# Places in the picture.
function x(row) {
  return 60 + 620 * log(size[row] / size[1]) / log(size[rows] / size[1])
}

function y(ratio) {
  return 300 - 260 * ratio / highest
}

function text(at_x, at_y, anchor, words, fill) {
  printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n", at_x, at_y, anchor, fill, words >svg
}

function line(x1, y1, x2, y2, look) {
  printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n", x1, y1, x2, y2, look >svg
}

function draw(i, row, points) {
  print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 400\" font-family=\"sans-serif\" font-size=\"12\">" >svg
  print "<rect width=\"720\" height=\"400\" fill=\"white\"/>" >svg
  text(360, 22, "middle", label[count + 2], "black")
  for (i = 0; i <= highest; i += 0.5) {
    line(60, y(i), 680, y(i), i == 2 ? "stroke=\"#d62728\" stroke-dasharray=\"6 4\"" : "stroke=\"#ddd\"")
    text(52, y(i) + 4, "end", i, "black")
  }
  for (row = 1; row <= rows; row++)
    text(x(row), 318, "middle", name(size[row]), "black")
  text(360, 340, "middle", label[count + 1], "black")
  for (i = 1; i <= count; i++) {
    points = ""
    for (row = 1; row <= rows; row++) {
      points = points sprintf("%.1f,%.1f ", x(row), y(value[row, i]))
      printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", x(row), y(value[row, i]), colour[i] >svg
    }
    printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", points, colour[i] >svg
    line(70 + (i - 1) * 155, 366, 90 + (i - 1) * 155, 366, "stroke=\"" colour[i] "\" stroke-width=\"3\"")
    text(96 + (i - 1) * 155, 370, "start", label[i], "black")
  }
  print "</svg>" >svg
}

END {
  if (rows < 2) {
    print "plot.awk: nothing to plot" >"/dev/stderr"
    exit 1
  }
  for (i = 1; i <= count; i++) {
    print "  " label[i]
    for (row = 1; row <= rows; row++)
      printf "  %9s %6.2f  %s\n", name(size[row]), value[row, i], bar(value[row, i])
  }
  draw()
  printf "  max %.2f  (%s)\n", worst, svg
}
