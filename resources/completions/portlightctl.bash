# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Completion of portlightctl for bash. It never starts the helper and never asks for a password.

_portlightctl() {
  local cur prev command='' word i
  cur=${COMP_WORDS[COMP_CWORD]}
  prev=${COMP_WORDS[COMP_CWORD - 1]}
  local commands='status rules explain lint diagnose fix apply restore trials keep undo extend conntrack report practice probe persist snapshot watch log'
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ " $commands " == *" $word "* ]]; then
      command=$word
      break
    fi
  done

  local question='--port --protocol --direction --from --to --in-interface --out-interface --family'
  local words
  case "$prev" in
    --backend) words='legacy nft' ;;
    --family) words='ipv4 ipv6' ;;
    --table) words='raw mangle nat filter security' ;;
    --protocol) words='tcp udp icmp' ;;
    --direction) words='in out forward' ;;
    --link-type) words='unicast broadcast multicast otherhost' ;;
    --ipsec | --has-sender) words='true false' ;;
    --hook) words='input output forward' ;;
    --state)
      words='NEW ESTABLISHED RELATED INVALID UNTRACKED'
      [[ $command == conntrack ]] && words='SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT CLOSE ASSURED REPLIED UNREPLIED'
      ;;
    --format)
      words='html markdown json'
      [[ $command == conntrack ]] && words='text prometheus'
      ;;
    --by) words='protocol state source destination port time-left' ;;
    --preset) words='desktop containers peer-to-peer hotspot load-test' ;;
    --translated) words='yes no' ;;
    --in-interface | --out-interface | --bridge-port-in | --bridge-port-out) words=$(command ls /sys/class/net 2>/dev/null) ;;
    --choose) words='insert-accept delete-rule replace-rule change-policy enable-forwarding add-masquerade raise-conntrack-max' ;;
    --rules | --packets | -o)
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return
      ;;
    *)
      case "$command" in
        '') words="$commands --direct --json --no-ask --help --version" ;;
        rules) words='--backend --family --table --save' ;;
        explain) words='--rules --packets --family --hook --protocol --source --destination --sport --dport --in-interface --out-interface --tcp-flags --icmp-type --state --mark --mac-source --uid --local-address --icmp-code --length --ttl --tos --fragment --extension-headers --tcp-options --spi --payload --link-type --mac-destination --bridge-port-in --bridge-port-out --realm --cpu --ipsec --gid --groups --has-sender --socket --cgroup-class --cgroup-path --connection' ;;
        lint) words='--rules --family' ;;
        diagnose) words="$question --no-probe --watch" ;;
        watch | log) words="$question --seconds" ;;
        fix) words="$question --choose --try --yes --allow-lock-out --dry-run --rehearse --no-probe" ;;
        apply) words="$question --backend --dry-run --try --yes --allow-lock-out --rehearse" ;;
        restore) words='--backend --family --keep-others --dry-run --try --yes --allow-lock-out' ;;
        conntrack) words='status top list end plan set assign ftp sip tftp irc amanda pptp --family --protocol --from --to --address --source-port --port --state --zone --mark --helper --translated --format --per-processor --by --seconds --limit --skip --preset --measure --new-per-second --seconds-each --long-lived --timeout --reserve --max --buckets --try --yes --allow-lock-out --anyway' ;;
        report) words="$question --format --hide -o --no-probe" ;;
        practice) words='list answers-blocked blocked-web-server closed-by-policy gateway-without-masquerade guest-network hidden-in-mangle hotspot-without-forwarding ipv6-forgotten listens-locally outgoing-refused published-and-dropped rule-order untracked-server --backend --try --yes' ;;
        persist) words='--dry-run --undo' ;;
        snapshot) words='save list show compare restore remove --try --yes --allow-lock-out --dry-run' ;;
        probe) words='--to --port --protocol --from --timeout' ;;
        *) words='' ;;
      esac
      words="$words --json --direct --no-ask --help"
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  if [[ $command == @(apply|restore) && $cur != -* ]]; then
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$cur")
  fi
}

complete -F _portlightctl portlightctl
