/**
 * 40 bits of a user key, a whole number from 0, for counting the distinct people of one account. Two rounds of multiply and mix in the
 * manner of MurmurHash3; never to be changed, since the hashes are stored.
 */
export function hashUser(userKey: string): number {
  let a = 0x9747b28c ^ userKey.length;
  let b = 0x85ebca6b;
  for (let at = 0; at < userKey.length; at++) {
    const unit = userKey.charCodeAt(at);
    a = Math.imul(a ^ unit, 0xcc9e2d51);
    a = (a << 15) | (a >>> 17);
    b = Math.imul(b ^ unit, 0x1b873593);
    b = (b << 13) | (b >>> 19);
  }
  a = mix(a ^ b);
  b = mix(b + Math.imul(a, 5));
  return (a >>> 0) * 256 + (b & 0xff);
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
