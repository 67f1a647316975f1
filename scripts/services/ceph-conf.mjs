// @ts-check
import path from 'node:path';

/**
 * A cluster of one monitor, one storage daemon and one S3 gateway on loopback, tuned to start in a second:
 * no authentication between the daemons, one copy, few placement groups, short intervals. A killed gateway
 * is dropped after two seconds; until then every bucket change waits for it.
 * @param {{ folder: string, fsid: string, libraries: string, sockets: string, monPort: number, s3Port: number }} cluster
 */
export const cephConf = ({ folder, fsid, libraries, sockets, monPort, s3Port }) => `[global]
fsid = ${fsid}
mon_host = [v2:127.0.0.1:${monPort}/0]
mon_initial_members = a
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_port_min = ${monPort + 1}
ms_bind_port_max = ${monPort + 60}
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
keyring = /dev/null
run_dir = ${sockets}
admin_socket = ${sockets}/$name.asok
log_file = ${folder}/$name.log
log_to_stderr = false
mon_cluster_log_to_file = false
crash_dir = ${folder}
plugin_dir = ${path.join(libraries, 'ceph')}
erasure_code_dir = ${path.join(libraries, 'ceph/erasure-code')}
osd_class_dir = ${path.join(libraries, 'rados-classes')}
osd_pool_default_size = 1
osd_pool_default_min_size = 1
mon_allow_pool_size_one = true
osd_crush_chooseleaf_type = 0
osd_crush_initial_weight = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
mon_max_pg_per_osd = 1000
rgw_rados_pool_pg_num_min = 4
osd_objectstore = bluestore
bluestore_block_size = ${50 * 1024 ** 3}
bluestore_cache_autotune = false
bluestore_cache_size = 134217728
osd_memory_target = 1073741824
osd_op_num_shards = 2
osd_op_queue = wpq
osd_mclock_skip_benchmark = true
osd_client_watch_timeout = 2
objecter_tick_interval = 0.3
paxos_propose_interval = 0.02
paxos_min_wait = 0.01
mon_tick_interval = 1
mon_osdmap_full_prune_enabled = false
mon_osd_full_ratio = 0.99
ms_mon_client_mode = crc
[mon.a]
mon_data = ${folder}/mon
[osd.0]
osd_data = ${folder}/osd
[client.rgw]
rgw_data = ${folder}/rgw
rgw_frontends = beast endpoint=127.0.0.1:${s3Port}
rgw_enable_apis = s3,admin
rgw_dynamic_resharding = false
rgw_thread_pool_size = 64
rgw_enable_usage_log = false
rgw_gc_obj_min_wait = 60
rgw_gc_processor_period = 60
`;
