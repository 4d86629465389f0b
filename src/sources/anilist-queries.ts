/** Shows by their numbers on AniList, at most 50. */
export const SHOWS_BY_ANILIST = `query ShowsByAniList($ids: [Int], $synonyms: Boolean!) {
  Page(perPage: 50) {
    pageInfo { hasNextPage }
    media(id_in: $ids, type: ANIME) {
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
      ahead: airingSchedule(notYetAired: true, perPage: 25) {
        nodes { episode airingAt }
        pageInfo { hasNextPage }
      }
      first: airingSchedule(perPage: 25) {
        nodes { episode airingAt }
        pageInfo { hasNextPage }
      }
    }
  }
}`;

/** Shows by their numbers on MyAnimeList, at most 50. */
export const SHOWS_BY_MAL = `query ShowsByMal($ids: [Int], $synonyms: Boolean!) {
  Page(perPage: 50) {
    pageInfo { hasNextPage }
    media(idMal_in: $ids, type: ANIME) {
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
      ahead: airingSchedule(notYetAired: true, perPage: 25) {
        nodes { episode airingAt }
        pageInfo { hasNextPage }
      }
      first: airingSchedule(perPage: 25) {
        nodes { episode airingAt }
        pageInfo { hasNextPage }
      }
    }
  }
}`;

/** Shows whose titles are like some words, best first. */
export const SEARCH = `query Search($search: String, $perPage: Int) {
  Page(perPage: $perPage) {
    pageInfo { hasNextPage }
    media(search: $search, type: ANIME, sort: [SEARCH_MATCH]) {
      id
      idMal
      title { romaji english native }
      synonyms
      format
      status(version: 2)
      episodes
      duration
      startDate { year month day }
      season
      seasonYear
      countryOfOrigin
      externalLinks { site url type language isDisabled }
      ahead: airingSchedule(notYetAired: true, perPage: 25) {
        nodes { episode airingAt }
        pageInfo { hasNextPage }
      }
      first: airingSchedule(perPage: 25) {
        nodes { episode airingAt }
        pageInfo { hasNextPage }
      }
    }
  }
}`;
