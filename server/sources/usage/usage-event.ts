/** One thing that somebody did in the tracked product. */
export interface UsageEvent {
  /** The source's own id: the same id from the same source twice is one event. At most 255 characters. */
  readonly messageId: string;
  /** `account.slot`; null while it is not known whose user this is. */
  readonly accountSlot: number | null;
  readonly event: string;
  /** Who did it, as the source names people; null for events without a person. */
  readonly userKey: string | null;
  readonly occurredAt: Date;
  readonly properties: Readonly<Record<string, unknown>> | null;
  /** The properties as `storableJson` gives them, where the caller has needed that; then the texts are storable too. */
  readonly propertiesJson?: string | null;
}
