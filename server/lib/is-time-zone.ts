/** Whether this is a name of the IANA list that dates can be counted by. */
export function isTimeZone(zone: string): boolean {
  try {
    // Names only: an offset such as +03:00 has no summer time and would be wrong half of the year.
    return /^[A-Za-z]/.test(zone) && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
