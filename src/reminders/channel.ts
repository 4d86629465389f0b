/** What a channel is to deliver: words for a person, and the same as data for a program. */
export interface Message {
  readonly kind: 'out' | 'ahead' | 'digest' | 'test';
  /** One line: `Metallic Rouge: episode 2 is out on Crunchyroll`. Made harmless already. */
  readonly title: string;
  /** Further lines, joined by line feeds; may be empty. Made harmless already, but for those feeds. */
  readonly body: string;
  /** Where it can be watched; http or https. */
  readonly url?: string;
  /** What it is about, as `remind --json` prints it. */
  readonly data: unknown;
  /** What dropped, each as `next --json` prints it; absent where it is about no single drops. */
  readonly drops?: readonly unknown[];
}

/** One way by which reminders reach the user. */
export interface Channel {
  /** What the user types: `desktop`, `ntfy`. */
  readonly name: string;
  /**
   * Resolves once the other side has taken the message, or as near to it as the channel can know.
   * @throws Problem `failed` with what happened and what to do, when it was not taken.
   */
  deliver(message: Message): Promise<void>;
}
