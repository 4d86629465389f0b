import type { Channel, Message } from './channel';
import { post, type Web } from './web';

/**
 * An ntfy topic, for phones. It is published to as JSON at the server's root, since titles in a header
 * would have to be ASCII. Source: https://docs.ntfy.sh/publish/#publish-as-json
 * @param address of the topic, such as `https://ntfy.example/topic`.
 */
export function ntfyChannel(web: Web, address: string, token: string | undefined): Channel {
  const url = new URL(address);
  const path = url.pathname.replace(/\/+$/, '');
  const topic = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  const server = new URL(path.slice(0, path.lastIndexOf('/') + 1) || '/', url);
  // ntfy takes a login there, too.
  server.search = url.search;
  server.username = url.username;
  server.password = url.password;
  return {
    name: 'ntfy',
    deliver: ({ title, body, url: click, kind }: Message) =>
      post(
        web,
        'ntfy',
        server.href,
        {
          topic,
          title,
          message: body === '' ? title : body,
          ...(click === undefined ? {} : { click }),
          tags: [kind === 'ahead' ? 'hourglass' : 'tv'],
        },
        token === undefined ? {} : { authorization: `Bearer ${token}` },
      ),
  };
}
