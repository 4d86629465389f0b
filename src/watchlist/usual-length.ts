/** How long an episode is taken to be, in minutes, while nobody has said: a half-hour slot of television. */
export const USUAL_MINUTES = 24;
