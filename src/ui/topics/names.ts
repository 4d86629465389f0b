/** The topics of `jikai help`, for listing them: what they say is fetched only when it is asked for. */
export const TOPICS = [
  { name: 'dates', summary: 'every way to write a day or a time' },
  { name: 'opinions', summary: 'verdicts, scores, notes, moods, trails and trials' },
  { name: 'formats', summary: 'what jikai reads and writes' },
  { name: 'hooks', summary: 'programs of yours that jikai asks before it writes' },
  { name: 'environment', summary: 'variables that jikai heeds, and its files' },
  { name: 'exit-codes', summary: 'what a script learns from how jikai ends' },
] as const;

export type TopicName = (typeof TOPICS)[number]['name'];
