/** How long short runs take as a ratio to an empty run of Node.js, which most of them is. */
import { fileURLToPath } from 'node:url';
import { bareNode, barePlanner } from '../measure.mjs';
import { ratio } from '../measures.mjs';

const planFlags =
  '--nodes 200 --max-pods-per-node 64 --services 1500 --cni dataplane-v2 --mtu 1460';
const variables = fileURLToPath(
  new URL('../../../fixtures/inputs/clusters.tfvars', import.meta.url),
);

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

/** Files of a folder in Terraform, by their names. */
const modules = Object.fromEntries([
  ['infra/cluster.tf', () => [cluster]],
  ...Array.from({ length: 19 }, (_, index) => [
    `infra/service-${index + 1}.tf`,
    () => [service(index + 1)],
  ]),
]);

const targets = [
  { name: '--version', args: ['--version'], most: 1.8 },
  { name: 'plan with flags', args: ['plan', ...planFlags.split(' ')], most: 2.8, stretch: 2.3 },
  { name: 'check of a tfvars file', args: ['check', variables, '--fail-on', 'never'], most: 8 },
  {
    name: 'check of 20 Terraform files',
    args: ['check', 'infra', '--fail-on', 'never'],
    files: modules,
    most: 10,
  },
];

/** Groups of two, so that each run stands beside an empty one. */
export function coldStart() {
  return targets.map(({ name, args, files = {}, ...aims }) => ({
    suite: 'cold-start',
    rounds: 40,
    files,
    runs: { empty: bareNode('-e', '0'), run: barePlanner(...args) },
    measures: [{ name: `${name} / node -e 0`, ...ratio('run', 'empty'), ...aims }],
  }));
}
