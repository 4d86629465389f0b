import type { Topic } from './topic';

export const formats: Topic = {
  name: 'formats',
  title: 'Formats',
  parts: [
    {
      text: 'Your list is one JSON file, a show a line, made to be read, compared and kept under version control. --json prints what a command found or did, alone on stdout, with each moment in ISO 8601 beside its precision and its basis.',
    },
    {
      heading: 'jikai import reads',
      entries: [
        ['MyAnimeList', 'its XML export, packed (.xml.gz) or not'],
        ['AniList', 'its JSON export, or a public list: anilist:<user>'],
        ['Kitsu, Anime-Planet, Trakt', 'their exports'],
        ['CSV, TSV', 'a table with a line of column names'],
        ['jikai JSON', 'what jikai export json writes'],
      ],
    },
    {
      heading: 'jikai export writes',
      entries: [
        ['json', 'everything'],
        ['csv, tsv', 'a table for a spreadsheet'],
        ['markdown', 'a table for a note'],
        ['mal, anilist', 'what these sites read'],
        ['ics', 'your drops, for a calendar'],
        ['html', 'a page'],
      ],
    },
    {
      heading: 'Others write too',
      entries: [
        ['jikai report --html, --markdown', 'your season as a page'],
        ['jikai digest, stats --markdown', 'a week, or your taste, for a note'],
        ['jikai prompt', 'a line for a prompt or a status bar'],
      ],
    },
  ],
};
