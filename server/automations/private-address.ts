import { BlockList, isIPv6 } from 'node:net';

const PRIVATE = new BlockList();
const RANGES: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
];
const RANGES_6: readonly [string, number][] = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];
for (const [net, bits] of RANGES) PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of RANGES_6) PRIVATE.addSubnet(net, bits, 'ipv6');

/** Whether an IP address lies inside a network of one's own, on this machine, or where nobody is: nothing that a webhook should reach. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return PRIVATE.check(mapped, 'ipv4');
  if (isIPv6(plain)) return PRIVATE.check(plain, 'ipv6') || /^::ffff:/i.test(plain);
  return PRIVATE.check(plain, 'ipv4');
}
