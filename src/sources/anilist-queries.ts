/** What is asked of each show: two dozen facts, and its rows of the airing schedule, to come and first. */
const SHOW = `fragment Show on Media {
  id
  idMal
  title { romaji english native }
  synonyms @include(if: $synonyms)
  format
  status(version: 2)
  episodes
  duration
  startDate { year month day }
  season
  seasonYear
  countryOfOrigin
  externalLinks { site url type language isDisabled }
  ahead: airingSchedule(notYetAired: true, perPage: 25) { ...Rows }
  first: airingSchedule(perPage: 25) { ...Rows }
}

fragment Rows on AiringScheduleConnection {
  nodes { episode airingAt }
  pageInfo { hasNextPage }
}`;

/** Shows by their numbers on AniList, at most 50. */
export const SHOWS_BY_ANILIST = `query ShowsByAniList($ids: [Int], $synonyms: Boolean!) {
  Page(perPage: 50) {
    pageInfo { hasNextPage }
    media(id_in: $ids, type: ANIME) { ...Show }
  }
}

${SHOW}`;

/** Shows by their numbers on MyAnimeList, at most 50. */
export const SHOWS_BY_MAL = `query ShowsByMal($ids: [Int], $synonyms: Boolean!) {
  Page(perPage: 50) {
    pageInfo { hasNextPage }
    media(idMal_in: $ids, type: ANIME) { ...Show }
  }
}

${SHOW}`;

/** Shows whose titles are like some words, best first. */
export const SEARCH = `query Search($search: String, $perPage: Int, $synonyms: Boolean!) {
  Page(perPage: $perPage) {
    pageInfo { hasNextPage }
    media(search: $search, type: ANIME, sort: [SEARCH_MATCH]) { ...Show }
  }
}

${SHOW}`;

/** A part of a user's public list, of at most 500 entries. */
export const LIST = `query List($user: String, $chunk: Int) {
  MediaListCollection(
    userName: $user
    type: ANIME
    chunk: $chunk
    perChunk: 500
    forceSingleCompletedList: true
  ) {
    hasNextChunk
    lists {
      name
      isCustomList
      entries {
        mediaId
        status
        score(format: POINT_100)
        progress
        repeat
        notes
        startedAt { year month day }
        completedAt { year month day }
        media {
          idMal
          title { romaji english native }
          format
          episodes
          duration
          startDate { year }
        }
      }
    }
  }
}`;
