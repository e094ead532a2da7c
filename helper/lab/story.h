// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Helper::Lab
{

struct Route {
    std::string to; ///< "default" or a network in CIDR form
    std::string via; ///< a router's address
};

struct Service {
    std::string name; ///< the process name that ss and the listener check show; up to 15 letters
    std::string protocol; ///< tcp or udp
    std::string address;
    std::uint16_t port = 0;
};

struct StoryNode {
    std::string name;
    std::map<std::string, std::string> sysctls; ///< names below net, with dots
    std::vector<Route> routes;
    std::vector<Service> services;
    std::map<std::string, std::string> rules; ///< ipv4, ipv6 -> iptables-restore text
};

struct LinkEnd {
    std::string node;
    std::string interface;
    std::vector<std::string> addresses; ///< with prefix length
};

struct Link {
    LinkEnd first;
    LinkEnd second;
};

struct StoryQuestion {
    std::string direction; ///< in, out, forward
    std::string protocol; ///< tcp, udp
    std::uint16_t port = 0;
    std::string from;
    std::string to;
    std::string family; ///< ipv4, ipv6
};

/// A broken network as data. A story that was parsed is whole: each name it mentions exists, each
/// address, port, interface and sysctl name is well-formed.
struct Story {
    std::string id; ///< lower case letters, digits and hyphens; also the file's name
    std::string title; ///< one English line for people who read the file
    std::string here; ///< the node that is "this computer"
    std::string client; ///< the node that cannot connect
    std::vector<StoryNode> nodes;
    std::vector<Link> links;
    StoryQuestion question;
};

/// Unknown keys are errors: a misspelt "rules" would silently make a story without rules.
Core::Result<Story> parseStory(std::string_view json);

/// Reads ID.json from `folder`; NotFound names the folder.
Core::Result<Story> loadStory(const std::string &folder, const std::string &id);

/// Ids of the story files in `folder`, sorted.
std::vector<std::string> listStories(const std::string &folder);

/// Where the stories are, seen from the running program: beside a build tree's bin, or in the
/// share folder of the prefix it is installed below.
std::string defaultStoryFolder();

} // namespace Portlight::Helper::Lab
