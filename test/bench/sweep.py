"""What a short script does about the same file: Python's ipaddress, sorted and swept, network by network.

Prints how many pairs of ranges share addresses."""

import collections
import ipaddress
import json
import sys

networks = collections.defaultdict(list)
with open(sys.argv[1], encoding="utf-8") as file:
    for subnet in json.load(file):
        ranges = networks[subnet["network"]]
        ranges.append(ipaddress.ip_network(subnet["ipCidrRange"]))
        for secondary in subnet.get("secondaryIpRanges", []):
            ranges.append(ipaddress.ip_network(secondary["ipCidrRange"]))

pairs = 0
for ranges in networks.values():
    around = []
    for block in sorted(ranges):
        # Blocks nest or are apart, and one that contains another is sorted before it.
        while around and around[-1].broadcast_address < block.network_address:
            around.pop()
        pairs += len(around)
        around.append(block)
print(pairs)
