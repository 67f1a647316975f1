#!/usr/bin/env bash
# fetch-debian.sh [--own-libc] MIRROR SUITE DIR PACKAGE...
# Unpacks Debian packages of any suite, with all dependencies, into DIR/root. Installs nothing and needs no root.
# --own-libc leaves out the C library; only for packages of this machine's own release.
set -euo pipefail
own_libc=
if [ "$1" = --own-libc ]; then own_libc=1 && shift; fi
mirror=$1 suite=$2 dir=$(realpath -m "$3")
shift 3

# Dependencies that neither the servers nor the browser load: interpreters, init systems, disk tools, display tools and
# drivers. The library check fails if a remaining program needs one of them.
never='^(perl.*|libperl.*|libdb5.*|libgdbm.*|gcc-.*-base|libc-gconv-modules-extra|python3.*|libpython3.*|systemd.*|libsystemd-shared'
never+='|sudo|lvm2|liblvm2.*|dmsetup|dmeventd|libdevmapper-event.*|nvme-cli|libnvme.*|xfsprogs|e2fsprogs|libext2fs.*|libss2|logsave'
never+='|parted|libparted.*|gdisk|hdparm|smartmontools|binutils.*|libbinutils|libgprofng0|libctf.*|libsframe.*|cryptsetup-bin'
never+='|passwd|login.*|logrotate|cron.*|adduser|openssl|debconf|tzdata|media-types|uuid-runtime|ceph-volume|libcephfs2'
never+='|init-system-helpers|libpam.*|libsemanage.*|procps|psmisc|mount|util-linux|coreutils|dpkg|tar|sysvinit.*|netbase'
never+='|ca-certificates|base-files|base-passwd|bash|dash|sed|grep|findutils|gzip|hostname|ncurses.*|diffutils|lsb-base|galera-4'
never+='|iproute2|socat|rsync|lsof|gawk|mawk|x11-utils|xdg-utils|libgl1.*|libglx.*|libllvm.*|libz3-4)$'

[ -z "$own_libc" ] || never="${never%)\$}|libc6|libc-bin|libc-l10n|locales)\$"

components=main
keyring=
for file in /usr/share/keyrings/{debian-archive-keyring.pgp,debian-archive-keyring.gpg,ubuntu-archive-keyring.gpg}; do
  if [ -e "$file" ]; then keyring=$file && break; fi
done
case $keyring in *ubuntu*) components='main universe' ;; esac

root=$dir/root apt=$dir/apt
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$root"
: >"$apt/status"
echo "deb ${keyring:+[signed-by=$keyring]} $mirror $suite $components" >"$apt/sources.list"
options=(-qq
  -oDir::Etc::sourcelist="$apt/sources.list" -oDir::Etc::sourceparts=/dev/null -oDir::Etc::preferencesparts=/dev/null
  -oDir::State::lists="$apt/lists" -oDir::Cache="$apt/cache" -oDir::State::status="$apt/status"
  -oDebug::NoLocking=1 -oAPT::Sandbox::User= -oAPT::Install-Recommends=0 -oAPT::Update::Error-Mode=any -oAcquire::Languages=none
  -oAcquire::Retries=2 -oAcquire::http::Timeout=30 -oAcquire::https::Timeout=30)

# Unused files of the remaining packages, which would need packages that are left out.
unused=(usr/bin/cephfs-\* usr/lib/\*/sasl2/libsasldb.\* usr/lib/\*/ceph/crypto/libceph_crypto_qat.\*
  usr/lib/\*/ceph/compressor/libceph_{lz4,zlib}.\*)

apt-get "${options[@]}" update
mapfile -t packages < <(apt-get "${options[@]}" install -s "$@" | awk '/^Inst/ { print $2 }' | grep -vE "$never")
[ "${#packages[@]}" -gt 0 ] || { echo "$suite has no $*"; exit 1; }
echo "${#packages[@]} packages"
cd "$apt/cache/archives"
apt-get "${options[@]}" download "${packages[@]}"
for package in *.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --no-same-owner \
    --exclude=./usr/share/{doc,man,locale,lintian,bug} "${unused[@]/#/--exclude=./}"
done
rm -rf "$apt"

du -sh "$root"
