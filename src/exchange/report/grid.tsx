import { harmless } from '../../ui/harmless';
import { episodeTold } from '../../ui/report-words';
import { runs } from '../../watchlist/runs';
import type { ReportedEpisode, ReportedShow } from '../../watchlist/season-report';
import { anchorOf, drawnEach, episodeClass, Title } from './marks';

/** How many episodes stand beside each other before a show goes on in the next row. */
const PER_ROW = 26;

/** A row for each show, a cell for each of its episodes: coloured, and signed, by mood. */
export function Grid({ shows }: { readonly shows: readonly ReportedShow[] }) {
  const longest = Math.max(0, ...shows.map(({ episodes }) => episodes.length));
  const columns = Array.from({ length: Math.min(PER_ROW, longest) }, (_, index) => index + 1);
  return (
    // It scrolls by itself where it is too wide, so whoever has no pointer must be able to get at it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <section class="grid" aria-label="Episode by episode" tabIndex={0}>
      <table>
        <caption class="unseen">Shows, and how each of their episodes was judged, in order</caption>
        <thead>
          <tr>
            <th scope="col">Show</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody dangerouslySetInnerHTML={drawnEach(shows, rowsOf)} />
      </table>
    </section>
  );
}

function rowsOf(reported: ReportedShow) {
  const { show, episodes } = reported;
  const first = episodes[0]?.episode ?? 1;
  if (episodes.length <= PER_ROW && first === 1) return row(reported, episodes, '');
  const rows = [];
  for (let start = 0; start < episodes.length || start === 0; start += PER_ROW) {
    const some = episodes.slice(start, start + PER_ROW);
    const numbers = some.length === 0 ? '' : runs(some.map(({ episode }) => episode));
    rows.push(row({ show }, some, numbers));
  }
  return <>{rows}</>;
}

/** @param numbers the episodes' own, where they are not those above the columns. */
function row(
  { show }: Pick<ReportedShow, 'show'>,
  episodes: readonly ReportedEpisode[],
  numbers: string,
) {
  return (
    <tr key={`${show.id} ${numbers}`}>
      <th scope="row">
        <a href={`#${anchorOf(show)}`}>
          <Title show={show} />
        </a>
        {numbers === '' ? null : <small> {numbers}</small>}
      </th>
      {episodes.map(cell)}
    </tr>
  );
}

function cell(one: ReportedEpisode) {
  const shown = episodeClass(one);
  return (
    <td key={one.episode} class={one.gaps.length === 0 ? shown : `${shown} pause`}>
      <i>{harmless(episodeTold(one))}</i>
    </td>
  );
}
