/** What an erasure of everything needs of the desktop. */
export interface ErasureDesk {
  /** Asks where the receipt goes; the path stays on this side. Null when no place was chosen. */
  chooseReceipt(windowId: number, name: string): Promise<string | null>;
  /** Ends Parley and starts it again. */
  restart(): void;
}
