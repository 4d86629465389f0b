import { describe, expect, it } from 'vitest';
import { busPlaces } from '../../../src/reminders/desktop/dbus-address';

const RUNTIME = '/run/user/7';

function sockets(address: string | undefined, more: Record<string, string> = {}) {
  const system = { platform: 'linux', user: 1000 };
  return busPlaces({ system, env: { DBUS_SESSION_BUS_ADDRESS: address, ...more } }).sockets;
}

describe('the session bus', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', ['/run/user/1000/bus']],
    ['unix:path=/tmp/dbus-1,guid=0123', ['/tmp/dbus-1']],
    ['unix:guid=0123,path=/tmp/dbus-1', ['/tmp/dbus-1']],
    ['unix:abstract=/tmp/dbus-2,guid=0123', ['\0/tmp/dbus-2']],
    ['unix:path=/tmp/a%20b%2cc%3b%c3%a9', ['/tmp/a b,c;é']],
    ['unix:runtime=yes', [`${RUNTIME}/bus`]],
    ['tcp:host=localhost,port=1;unix:path=/a;unix:abstract=b', ['/a', '\0b']],
    ['unix:path=/a;', ['/a']],
    ['autolaunch:', []],
    ['unix:', []],
    ['unix:path=', []],
    ['unix:path', []],
    ['unix:path=/a%', []],
    ['unix:path=/a%00b', []],
    ['unix:tmpdir=/tmp', []],
    ['unix', []],
    [';;;', []],
  ])('at %s', (address, expected) => {
    expect(sockets(address, { XDG_RUNTIME_DIR: RUNTIME })).toEqual(expected);
  });

  it.each([undefined, ''])('is where systemd keeps it when %o is told', (address) => {
    expect(sockets(address)).toEqual(['/run/user/1000/bus']);
    expect(sockets(address, { XDG_RUNTIME_DIR: RUNTIME })).toEqual([
      `${RUNTIME}/bus`,
      '/run/user/1000/bus',
    ]);
    expect(sockets(address, { XDG_RUNTIME_DIR: '/run/user/1000' })).toEqual(['/run/user/1000/bus']);
  });

  it('is nowhere when users have no number and nothing is told', () => {
    const system = { platform: 'linux', user: undefined };
    expect(busPlaces({ system, env: {} }).sockets).toEqual([]);
  });
});
