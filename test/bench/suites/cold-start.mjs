/**
 * How long short runs take as a ratio to `node -e 0`, so that the speed of the machine cancels out.
 * Whole processes, interleaved; the figure is the median of the ratios of neighbouring runs.
 *   node test/bench/cold-start.mjs [rounds]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/gke-ip-planner.cjs', import.meta.url));
const rounds = Number(process.argv[2] ?? 40);
const planFlags =
  '--nodes 200 --max-pods-per-node 64 --services 1500 --cni dataplane-v2 --mtu 1460';

/** A root module as teams have them: a network and a cluster, and much that has no addresses. */
const cluster = `
  resource "google_compute_subnetwork" "nodes" {
    name          = "nodes"
    region        = "europe-west1"
    network       = google_compute_network.main.id
    ip_cidr_range = cidrsubnet("10.0.0.0/12", 8, 1)
    secondary_ip_range {
      range_name    = "pods"
      ip_cidr_range = "10.64.0.0/14"
    }
    secondary_ip_range {
      range_name    = "services"
      ip_cidr_range = "10.32.0.0/20"
    }
  }
  resource "google_compute_network" "main" {
    name                    = "shop"
    auto_create_subnetworks = false
  }
  resource "google_container_cluster" "main" {
    name                     = "shop"
    location                 = "europe-west1"
    network                  = google_compute_network.main.id
    subnetwork               = google_compute_subnetwork.nodes.id
    remove_default_node_pool = true
    ip_allocation_policy {
      cluster_secondary_range_name  = google_compute_subnetwork.nodes.secondary_ip_range[0].range_name
      services_secondary_range_name = google_compute_subnetwork.nodes.secondary_ip_range[1].range_name
    }
  }
  resource "google_container_node_pool" "main" {
    name    = "pool"
    cluster = google_container_cluster.main.name
    autoscaling {
      max_node_count = 20
    }
  }`;
const service = (index) => `
  resource "google_service_account" "of_${index}" {
    account_id   = "service-${index}"
    display_name = "Service ${index}"
  }
  resource "google_project_iam_member" "of_${index}" {
    for_each = toset(["roles/logging.logWriter", "roles/monitoring.metricWriter"])
    role     = each.value
    member   = "serviceAccount:\${google_service_account.of_${index}.email}"
  }
  resource "google_compute_firewall" "of_${index}" {
    name          = "allow-${index}"
    network       = google_compute_network.main.name
    source_ranges = ["35.235.240.0/20"]
    allow {
      protocol = "tcp"
      ports    = ["22", "443"]
    }
  }`;
const folder = mkdtempSync(join(tmpdir(), 'gke-ip-planner-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'cluster.tf'), cluster);
for (let index = 1; index < 20; index += 1) {
  writeFileSync(join(folder, `service-${index}.tf`), service(index));
}
const variables = fileURLToPath(new URL('../../fixtures/inputs/clusters.tfvars', import.meta.url));
const check = ['--fail-on', 'never'];

const targets = [
  { name: '--version', args: ['--version'], most: 1.8 },
  { name: 'plan with flags', args: ['plan', ...planFlags.split(' ')], most: 2.8 },
  { name: 'check of a tfvars file', args: ['check', variables, ...check], most: 8 },
  { name: 'check of 20 Terraform files', args: ['check', folder, ...check], most: 10 },
];

// Either of the two can dominate the start of a process.
const env = { ...process.env };
delete env.NODE_OPTIONS;
delete env.NODE_EXTRA_CA_CERTS;

function milliseconds(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}: exit ${status}: ${stderr}`);
  return performance.now() - start;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function measure({ name, args, most }) {
  const times = { base: [], run: [], ratio: [] };
  for (let round = 0; round < rounds; round += 1) {
    const base = milliseconds(['-e', '0']);
    const run = milliseconds([program, ...args]);
    times.base.push(base);
    times.run.push(run);
    times.ratio.push(run / base);
  }
  return {
    name,
    most,
    base: median(times.base),
    run: median(times.run),
    ratio: median(times.ratio),
  };
}

milliseconds(['-e', '0']);
for (const { args } of targets) milliseconds([program, ...args]);
const results = targets.map(measure);
console.table(
  Object.fromEntries(
    results.map(({ name, base, run, ratio, most }) => [
      name,
      {
        'node -e 0 (ms)': base.toFixed(1),
        'run (ms)': run.toFixed(1),
        ratio: ratio.toFixed(2),
        'at most': most,
      },
    ]),
  ),
);
if (results.some(({ ratio, most }) => ratio > most)) {
  console.error('above target');
  process.exitCode = 1;
}
