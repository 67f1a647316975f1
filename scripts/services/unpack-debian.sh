#!/usr/bin/env bash
# unpack-debian.sh [--own-libc] SUITE DIR PACKAGE...
# Unpacks Debian packages of any suite, with all they depend on, into DIR/root. Nothing is installed, no root is needed.
# DIR/bin gets a wrapper for every program, which starts it through the unpacked dynamic loader; DIR can be moved.
# --own-libc, for packages of this machine's own release: without the C library and without wrappers, since a program that
# starts itself again by /proc/self/exe would start the loader instead.
# Packages come from the mirror that this machine's own apt uses, or from SLUICE_DEBIAN_MIRROR.
set -euo pipefail
own_libc=
if [ "$1" = --own-libc ]; then own_libc=1 && shift; fi
suite=$1 dir=$(realpath -m "$2")
shift 2

# What the servers never load: interpreters, init systems, disk tools.
never='^(perl.*|libperl.*|libdb5.*|libgdbm.*|gcc-.*-base|libc-gconv-modules-extra|python3.*|libpython3.*|systemd.*|libsystemd-shared'
never+='|sudo|lvm2|liblvm2.*|dmsetup|dmeventd|libdevmapper-event.*|nvme-cli|libnvme.*|xfsprogs|e2fsprogs|libext2fs.*|libss2|logsave'
never+='|parted|libparted.*|gdisk|hdparm|smartmontools|binutils.*|libbinutils|libgprofng0|libctf.*|libsframe.*|cryptsetup-bin'
never+='|passwd|login.*|logrotate|cron.*|adduser|openssl|debconf|tzdata|media-types|uuid-runtime|ceph-volume|libcephfs2'
never+='|init-system-helpers|libpam.*|libsemanage.*|procps|psmisc|mount|util-linux|coreutils|dpkg|tar|sysvinit.*|netbase'
never+='|ca-certificates|base-files|base-passwd|bash|dash|sed|grep|findutils|gzip|hostname|ncurses.*|diffutils|lsb-base|galera-4'
never+='|iproute2|socat|rsync|lsof|gawk|mawk)$'

[ -z "$own_libc" ] || never="${never%)\$}|libc6|libc-bin|libc-l10n|locales)\$"

# The archive of this machine's own release; its security and update archives live elsewhere.
machine_mirror() {
  local own
  own=$(. /etc/os-release && echo "$VERSION_CODENAME")
  apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
    awk -v own="$own" '$2 == own { print $1; exit }'
}

mirror=${SLUICE_DEBIAN_MIRROR:-$(machine_mirror)}
[ -n "$mirror" ] || { echo "apt on this machine names no mirror: set SLUICE_DEBIAN_MIRROR"; exit 1; }

components=main
keyring=
for file in /usr/share/keyrings/{debian-archive-keyring.pgp,debian-archive-keyring.gpg,ubuntu-archive-keyring.gpg}; do
  if [ -e "$file" ]; then keyring=$file && break; fi
done
case $keyring in *ubuntu*) components='main universe' ;; esac

root=$dir/root apt=$dir/apt
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$root" "$dir/bin"
: >"$apt/status"
echo "deb ${keyring:+[signed-by=$keyring]} $mirror $suite $components" >"$apt/sources.list"
options=(-qq
  -oDir::Etc::sourcelist="$apt/sources.list" -oDir::Etc::sourceparts=/dev/null -oDir::Etc::preferencesparts=/dev/null
  -oDir::State::lists="$apt/lists" -oDir::Cache="$apt/cache" -oDir::State::status="$apt/status"
  -oDebug::NoLocking=1 -oAPT::Sandbox::User= -oAPT::Install-Recommends=0 -oAPT::Update::Error-Mode=any -oAcquire::Languages=none
  -oAcquire::Retries=2 -oAcquire::http::Timeout=30 -oAcquire::https::Timeout=30)

apt-get "${options[@]}" update
mapfile -t packages < <(apt-get "${options[@]}" install -s "$@" | awk '/^Inst/ { print $2 }' | grep -vE "$never")
[ "${#packages[@]}" -gt 0 ] || { echo "$suite has no $*"; exit 1; }
echo "${#packages[@]} packages"
cd "$apt/cache/archives"
apt-get "${options[@]}" download "${packages[@]}"
for package in *.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --no-same-owner \
    --exclude=./usr/share/{doc,man,locale,lintian,bug}
done
rm -rf "$apt"

if [ -n "$own_libc" ]; then du -sh "$root" && exit; fi

loader=$(find "$root" -name 'ld-linux*.so.*' -path '*-linux-gnu*' -printf '%P\n' | head -1)
libraries=$(find "$root" -path '*/lib/*' -name '*.so.*' -printf '$d/root/%P\n' | sed 's|/[^/]*$||' | sort -u | paste -sd:)
for program in "$root"/usr/bin/* "$root"/usr/sbin/*; do
  [ -f "$program" ] && [ "$(head -c4 "$program" | tail -c3)" = ELF ] || continue
  name=${program#"$root/"}
  wrapper=$dir/bin/${program##*/}
  cat >"$wrapper" <<WRAPPER
#!/bin/sh
d=\$(dirname "\$(dirname "\$(readlink -f "\$0")")")
exec "\$d/root/$loader" --library-path "$libraries" --argv0 "\$d/root/$name" "\$d/root/$name" "\$@"
WRAPPER
  chmod +x "$wrapper"
done
du -sh "$root"
