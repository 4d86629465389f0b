import { fieldsOf } from '../watchlist/fields';
import { Problem } from '../watchlist/problem';
import { ADDRESS, asUnanswered } from './anilist';
import { ANILIST } from './anilist-media';
import { LIST } from './anilist-queries';
import { ask, heedLimit, MEGABYTE, NothingThere, strangeAnswer } from './http';
import type { Net } from './source';

/** AniList keeps at most 11,000 entries a list; more parts than these would be a server that never ends. */
const MOST_PARTS = 40;

/**
 * A user's public list on AniList, in the shape of its `MediaListCollection`: nothing in it is checked but
 * that it has lists. Scores are of 100.
 * @throws Problem `not-found` when there is no such user, or their list is private.
 */
export async function fetchList(user: string, net: Net): Promise<unknown> {
  try {
    const lists = await askForLists(user, net);
    const owner = { mediaListOptions: { scoreFormat: 'POINT_100' } };
    return { data: { MediaListCollection: { user: owner, lists } } };
  } catch (error) {
    if (!(error instanceof NothingThere)) throw error;
    throw new Problem('not-found', `${ANILIST} shows no list of a user called "${user}".`, {
      hint: 'Check how the name is spelt. A private list can be had while signed in there: Settings, Account, Download my data.',
      cause: error,
    });
  }
}

async function askForLists(user: string, net: Net): Promise<readonly unknown[]> {
  const address = net.addresses.anilist ?? ADDRESS;
  const lists: unknown[] = [];
  for (let chunk = 1; chunk <= MOST_PARTS; chunk += 1) {
    net.tell(`Asking ${ANILIST} for ${user}'s list, part ${chunk} …`);
    const body = { query: LIST, variables: { user, chunk } };
    const { json, headers } = await ask(
      { source: ANILIST, address, body, most: 8 * MEGABYTE },
      net,
    );
    const collection = fieldsOf(fieldsOf(fieldsOf(json).data).MediaListCollection);
    if (!Array.isArray(collection.lists)) throw asUnanswered(json, address);
    lists.push(...collection.lists);
    if (collection.hasNextChunk !== true) return lists;
    await heedLimit(ANILIST, headers, net);
  }
  throw strangeAnswer(ANILIST);
}
