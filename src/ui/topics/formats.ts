import type { Topic } from './topic';

export const formats: Topic = {
  name: 'formats',
  title: 'Formats',
  parts: [
    {
      text: 'Your list is one JSON file, a show a line, made to be read, compared and kept under version control. --json prints what a command found or did, alone on stdout, with each moment in ISO 8601 beside its precision and its basis.',
    },
    {
      heading: 'jikai import reads, and knows which it is',
      entries: [
        ['MyAnimeList, Kitsu', 'their XML, packed (.xml.gz) or not'],
        ['AniList', 'JSON by Automail and its like, or the file of your account'],
        ['anilist:<name>', 'a public list, asked for online; so does its address'],
        ['Anime-Planet, Trakt', 'their JSON: watched, history, watchlist, ratings'],
        ['CSV, TSV', 'a table with a line of column names'],
        ['jikai', 'what jikai export json writes'],
      ],
    },
    {
      text: 'What you have stays: verdicts, notes, schedules, the times of what you watched. Progress is whichever is further, and the status goes with it; where the list says something else than you, that is told, and --theirs takes it. A show is found by its number on AniList, MyAnimeList, AniDB or Bangumi, else by its whole title. What no catalogue knows is kept as the list has it, or left out with --only-known.',
    },
    {
      heading: 'Columns that a table may have, by these names or others in use',
      entries: [
        ['title', 'the one that is needed, if no number is there'],
        ['status', 'watching, completed, on-hold, plan to watch, dropped, and their like'],
        ['progress, episodes', 'how many were watched, and how many there are'],
        ['score, verdict, note', '8, 8.5, 8/10, 85 %; words; more words'],
        ['started, finished', '2024-01-10, or as far as it is known'],
        ['rewatches, rewatching', 'how often again, and how far in it now'],
        ['tags', 'with commas between them'],
        ['anilist, mal, anidb, bangumi', 'its numbers there'],
        ['jikai', 'in our own: the whole show. Cells you change count before it'],
      ],
    },
    {
      heading: 'jikai export writes',
      entries: [
        ['json', 'everything; import gives it back to the byte'],
        ['csv, tsv', 'everything, for spreadsheets and for scripts'],
        ['markdown, html', 'to read'],
        ['mal, anilist', 'what these sites have a place for'],
        ['ics', 'your drops, for a calendar'],
      ],
    },
    {
      heading: 'Others write too',
      entries: [
        ['jikai list --format, --tsv', 'a line a show, for scripts; next has them as well'],
        ['jikai report --html, --markdown', 'your season as a page'],
        ['jikai digest, stats --markdown', 'a week, or your taste, for a note'],
        ['jikai prompt', 'a line for a prompt or a status bar'],
      ],
    },
  ],
};
