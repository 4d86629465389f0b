import type { Screen } from '../text';
import { dates } from './dates';
import { environment } from './environment';
import { exitCodes } from './exit-codes';
import { formats } from './formats';
import { hooks } from './hooks';
import { TOPICS, type TopicName } from './names';
import { opinions } from './opinions';
import { type Topic, topicScreen } from './topic';

const BY_NAME: Readonly<Record<TopicName, Topic>> = {
  dates,
  opinions,
  formats,
  hooks,
  environment,
  'exit-codes': exitCodes,
};

/** All topics, in the order in which they are listed. */
export const EVERY_TOPIC: readonly Topic[] = TOPICS.map(({ name }) => BY_NAME[name]);

/** What `jikai help <topic>` shows. */
export function screenOf(name: TopicName): Screen {
  return topicScreen(BY_NAME[name]);
}
