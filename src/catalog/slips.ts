/**
 * How many letters to insert, drop, change or swap with a neighbour (optimal string alignment) make
 * one word of the other; `limit + 1` when there are more than `limit`.
 */
export function slipsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // What is alike at both ends costs nothing and is most of what typing slips leave.
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const restA = a.slice(from, endA);
  const restB = b.slice(from, endB);
  if (restA.length === 0 || restB.length === 0) return restA.length + restB.length;
  if (limit === 1) {
    const isSwap =
      restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
    return isSwap || (restA.length === 1 && restB.length === 1) ? 1 : 2;
  }
  return align(restA, restB, limit);
}

function align(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      now.push(
        Math.min(
          cell(last, column) + 1,
          cell(now, column - 1) + 1,
          cell(last, column - 1) + (isSame ? 0 : 1),
          isSwap ? cell(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    if (Math.min(...now) > limit) return limit + 1;
    before = last;
    last = now;
  }
  return Math.min(limit + 1, cell(last, b.length));
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
