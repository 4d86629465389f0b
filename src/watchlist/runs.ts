/** Episode numbers in short: `1–3, 5`. */
export function runs(episodes: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const episode of [...episodes].sort((a, b) => a - b)) {
    const open = parts.at(-1);
    if (open !== undefined && open[1] === episode - 1) open[1] = episode;
    else parts.push([episode, episode]);
  }
  return parts
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    .join(', ');
}
