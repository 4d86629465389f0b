import { describe, expect, it } from 'vitest';
import { anilistJson } from '../../../src/exchange/lists/anilist-json';
import { malXml } from '../../../src/exchange/lists/mal-xml';
import { LIST_FORMATS, recognise, unrecognised } from '../../../src/exchange/lists/recognise';
import { show, utc } from '../../watchlist/shows';
import { fixture, secondsOf } from './support';

describe('a list', () => {
  it.each([
    ['myanimelist.xml', 'mal'],
    ['myanimelist-2018.xml', 'mal'],
    ['kitsu.xml', 'mal'],
    ['anilist.json', 'anilist'],
    ['anilist-account.json', 'anilist-account'],
    ['anime-planet.json', 'anime-planet'],
    ['trakt-watched-shows.json', 'trakt'],
    ['trakt-history.json', 'trakt'],
  ])('is recognised from its content: %s', (name, format) => {
    expect(recognise(fixture(name))).toBe(format);
    expect(recognise(`\ufeff\u0000\u0000 \r\n${fixture(name)}`)).toBe(format);
  });

  it('that jikai wrote is recognised', () => {
    const all = [show({ ids: { mal: 1, anilist: 2 } })];
    expect(recognise(malXml(all, { zone: utc }).text)).toBe('mal');
    expect(recognise(malXml([], { zone: utc }).text)).toBe('mal');
    expect(recognise(anilistJson(all, { zone: utc }).text)).toBe('anilist');
    expect(recognise('{"format":"jikai","version":1,"revision":1,"shows":[]}')).toBe('jikai');
    expect(recognise('{\n  "format": "jikai",\n')).toBe('jikai');
  });

  it.each([
    ['<MYANIMELIST><MYINFO/></MYANIMELIST>', 'mal'],
    ['{"data":{"MediaListCollection":null}}', 'anilist'],
    ['{"lists":[{"entries":[{"mediaId":1}]}]}', 'anilist'],
    ['[{"listed_at":"2023","type":"show","show":{"title":"MediaListCollection"}}]', 'trakt'],
    ['[{"rated_at":"2023","rating":1,"movie":{}}]', 'trakt'],
    ['Title,Score\nKite,8', 'csv'],
    ['"Title";"Score"', 'csv'],
    ['title\tscore, maybe\n', 'tsv'],
    ['Title\r\nKite', 'csv'],
    ['"name"\nKite', 'csv'],
    ['Kite, the movie', 'csv'],
  ])('is recognised by little: %s', (text, format) => {
    expect(recognise(text)).toBe(format);
  });

  it.each([
    '',
    ' \n ',
    '{}',
    '[]',
    '[1,2,3]',
    '{"show":{"plays":1}}',
    '{"name":"jikai","format":"json"}',
    '{"note":"the \\"MediaListCollection\\" of AniList"}',
    '<!DOCTYPE html><html><body>myanimelist</body></html>',
    '<rss/>',
    'Kite',
    'PK\u0003\u0004,,,',
    '\u001f\ufffd\b,',
  ])('is not recognised in %j, of which a sentence tells', (text) => {
    expect(recognise(text)).toBeUndefined();
    const { message, hint = '' } = unrecognised(text);
    expect(message).toMatch(/^The file is .+\.$/);
    expect(hint).toMatch(/\.$/);
  });

  it.each([
    ['', 'The file is empty.'],
    ['<html>', 'The file is a web page and not a list.'],
    ['Kite', 'The file is no list that jikai can read.'],
  ])('that is none is told of: %j', (text, message) => {
    expect(unrecognised(text).message).toBe(message);
  });

  it('has a name for people', () => {
    expect(LIST_FORMATS[recognise(fixture('kitsu.xml')) ?? 'csv']).toBe('MyAnimeList XML');
  });

  it('of ten megabytes is recognised at once', () => {
    const filler = '"title":"Kite",'.repeat(700_000);
    expect(secondsOf(() => recognise(`[{${filler}`))).toBeLessThan(1);
    expect(secondsOf(() => recognise(`{${filler}`))).toBeLessThan(1);
    expect(secondsOf(() => recognise(filler))).toBeLessThan(1);
  });
});
