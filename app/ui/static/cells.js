// Table rows stand in the text as "Head: cell; Head: cell" under a line "Head | Head".

const BAR = " | ";

/** The cells of a head line: [{ lead, from, to }]; `lead` is where the sign before the cell starts. */
export function headCells(line) {
  const cells = [];
  let from = 0;
  for (const text of line.split(BAR)) {
    const lead = cells.length ? from - BAR.length : from;
    cells.push({ column: cells.length, lead, from, to: from + text.length });
    from += text.length + BAR.length;
  }
  return cells;
}

/** The cells of a row under these heads, in order; null where the row is written otherwise. */
export function rowCells(line, heads) {
  const cells = [];
  let position = 0;
  for (const [column, head] of heads.entries()) {
    const label = `${head}: `;
    const lead = cells.length ? line.indexOf(`; ${label}`, position) : line.startsWith(label) ? 0 : -1;
    if (lead < 0) continue;
    if (cells.length) cells.at(-1).to = lead;
    const from = lead + (cells.length ? 2 : 0) + label.length;
    cells.push({ column, lead, from, to: line.length });
    position = from;
  }
  return cells.length ? cells : null;
}
