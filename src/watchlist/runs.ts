/** Episode numbers in short: `1–3, 5`. */
export function runs(episodes: readonly number[]): string {
  const sorted = isInOrder(episodes) ? episodes : episodes.toSorted((a, b) => a - b);
  let words = '';
  let last: number | undefined;
  sorted.forEach((episode, index) => {
    const goesOn = sorted[index + 1] === episode + 1;
    if (last !== episode - 1) words += `${words === '' ? '' : ', '}${episode}`;
    else if (!goesOn) words += `–${episode}`;
    last = episode;
  });
  return words;
}

function isInOrder(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}
