// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/lab/story.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <stdexcept>

#include <arpa/inet.h>
#include <nlohmann/json.hpp>

namespace Portlight::Helper::Lab
{

using Core::ErrorCode;
using Json = nlohmann::json;

namespace
{

constexpr std::uintmax_t largestStory = 1024 * 1024;

/// Carries a message out of the nested readers below; never leaves this file.
struct StoryFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[noreturn]] void fault(const std::string &place, const std::string &message)
{
    throw StoryFault(place + ": " + message);
}

bool madeOf(const std::string &text, std::size_t longest, std::string_view letters)
{
    return !text.empty() && text.size() <= longest
        && text.find_first_not_of(letters) == std::string::npos;
}

constexpr std::string_view nameLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";

bool isAddress(const std::string &text)
{
    in6_addr buffer{};
    return ::inet_pton(AF_INET, text.c_str(), &buffer) == 1
        || ::inet_pton(AF_INET6, text.c_str(), &buffer) == 1;
}

bool isAddressWithPrefix(const std::string &text)
{
    const auto slash = text.find('/');
    if (slash == std::string::npos || !isAddress(text.substr(0, slash)))
        return false;
    const std::string prefix = text.substr(slash + 1);
    const int longest = text.find(':') == std::string::npos ? 32 : 128;
    return madeOf(prefix, 3, "0123456789") && std::stoi(prefix) <= longest;
}

/// One JSON object: hands out its members and, at the end, refuses those nobody asked for.
class Reader
{
public:
    Reader(const Json &value, std::string place)
        : m_value(value)
        , m_place(std::move(place))
    {
        if (!m_value.is_object())
            fault(m_place, "an object is expected");
    }

    std::string place(const std::string &key) const
    {
        return m_place.empty() ? key : m_place + "." + key;
    }
    const Json *member(const std::string &key)
    {
        m_known.insert(key);
        const auto at = m_value.find(key);
        return at == m_value.end() ? nullptr : &*at;
    }
    std::string text(const std::string &key, const std::function<bool(const std::string &)> &valid,
                     const std::string &expected)
    {
        const Json *value = member(key);
        if (value == nullptr)
            fault(place(key), "is missing");
        if (!value->is_string() || !valid(value->get<std::string>()))
            fault(place(key), expected + " is expected");
        return value->get<std::string>();
    }
    std::string name(const std::string &key, std::size_t longest = 32)
    {
        return text(
            key,
            [longest](const std::string &given) {
                return madeOf(given, longest, nameLetters);
            },
            "a name of lower case letters, digits and hyphens");
    }
    std::string address(const std::string &key)
    {
        return text(key, isAddress, "an address");
    }
    std::string oneOf(const std::string &key, const std::set<std::string> &choices)
    {
        std::string expected;
        for (const std::string &choice : choices)
            expected += (expected.empty() ? "one of " : ", ") + choice;
        return text(
            key,
            [&choices](const std::string &given) {
                return choices.count(given) == 1;
            },
            expected);
    }
    std::uint16_t port(const std::string &key)
    {
        const Json *value = member(key);
        if (value == nullptr || !value->is_number_integer() || value->get<std::int64_t>() < 1
            || value->get<std::int64_t>() > 65535)
            fault(place(key), "a port from 1 to 65535 is expected");
        return value->get<std::uint16_t>();
    }
    void each(const std::string &key, const std::function<void(const Json &, std::string)> &visit)
    {
        const Json *value = member(key);
        if (value == nullptr)
            return;
        if (!value->is_array())
            fault(place(key), "a list is expected");
        std::size_t index = 0;
        for (const Json &item : *value)
            visit(item, place(key) + "[" + std::to_string(index++) + "]");
    }
    void pairs(const std::string &key,
               const std::function<void(const std::string &, const Json &, std::string)> &visit)
    {
        const Json *value = member(key);
        if (value == nullptr)
            return;
        if (!value->is_object())
            fault(place(key), "an object is expected");
        for (const auto &[name, item] : value->items())
            visit(name, item, place(key) + "." + name);
    }
    void finish() const
    {
        for (const auto &[key, item] : m_value.items()) {
            if (m_known.count(key) == 0)
                fault(place(key), "is not known");
        }
    }

private:
    const Json &m_value;
    std::string m_place;
    std::set<std::string> m_known;
};

Service readService(const Json &json, const std::string &place)
{
    Reader reader(json, place);
    Service service;
    service.name = reader.name("name", 15);
    service.protocol = reader.oneOf("protocol", {"tcp", "udp"});
    service.address = reader.address("address");
    service.port = reader.port("port");
    reader.finish();
    return service;
}

Route readRoute(const Json &json, const std::string &place)
{
    Reader reader(json, place);
    Route route;
    route.to = reader.text(
        "to",
        [](const std::string &given) {
            return given == "default" || isAddressWithPrefix(given);
        },
        "default or a network");
    route.via = reader.address("via");
    reader.finish();
    return route;
}

std::string readRules(const Json &json, const std::string &place)
{
    if (!json.is_array())
        fault(place, "a list of iptables-restore lines is expected");
    std::string text;
    for (const Json &line : json) {
        if (!line.is_string() || line.get<std::string>().find('\n') != std::string::npos)
            fault(place, "each line must be one line of text");
        text += line.get<std::string>() + "\n";
    }
    return text;
}

/// The name becomes a path below /proc/sys.
bool isNetworkSysctl(const std::string &name)
{
    return name.rfind("net.", 0) == 0 && name.find("..") == std::string::npos
        && madeOf(name, 128, "abcdefghijklmnopqrstuvwxyz0123456789-_.");
}

StoryNode readNode(const Json &json, const std::string &place)
{
    Reader reader(json, place);
    StoryNode node;
    node.name = reader.name("name");
    reader.pairs("sysctls",
                 [&node](const std::string &name, const Json &value, const std::string &at) {
                     if (!isNetworkSysctl(name) || !value.is_string())
                         fault(at, "a name below net and a text value are expected");
                     node.sysctls[name] = value.get<std::string>();
                 });
    reader.each("routes", [&node](const Json &item, const std::string &at) {
        node.routes.push_back(readRoute(item, at));
    });
    reader.each("services", [&node](const Json &item, const std::string &at) {
        node.services.push_back(readService(item, at));
    });
    reader.pairs("rules",
                 [&node](const std::string &family, const Json &value, const std::string &at) {
                     if (family != "ipv4" && family != "ipv6")
                         fault(at, "the family is ipv4 or ipv6");
                     node.rules[family] = readRules(value, at);
                 });
    reader.finish();
    return node;
}

LinkEnd readEnd(const Json &json, const std::string &place)
{
    Reader reader(json, place);
    LinkEnd end;
    end.node = reader.name("node");
    end.interface = reader.name("interface", 15);
    reader.each("addresses", [&end](const Json &item, const std::string &at) {
        if (!item.is_string() || !isAddressWithPrefix(item.get<std::string>()))
            fault(at, "an address with a prefix length is expected");
        end.addresses.push_back(item.get<std::string>());
    });
    reader.finish();
    return end;
}

StoryQuestion readQuestion(const Json &json)
{
    Reader reader(json, "question");
    StoryQuestion question;
    question.direction = reader.oneOf("direction", {"in", "out", "forward"});
    question.protocol = reader.oneOf("protocol", {"tcp", "udp"});
    question.port = reader.port("port");
    question.from = reader.address("from");
    question.to = reader.address("to");
    question.family = reader.oneOf("family", {"ipv4", "ipv6"});
    reader.finish();
    return question;
}

Story readStory(const Json &json)
{
    Reader reader(json, {});
    Story story;
    story.id = reader.name("id", 64);
    story.title = reader.text(
        "title",
        [](const std::string &given) {
            return !given.empty();
        },
        "a text");
    story.here = reader.name("here");
    story.client = reader.name("client");
    std::set<std::string> names;
    reader.each("nodes", [&](const Json &item, const std::string &at) {
        story.nodes.push_back(readNode(item, at));
        if (!names.insert(story.nodes.back().name).second)
            fault(at, "there is a node of this name already");
    });
    std::set<std::pair<std::string, std::string>> interfaces;
    reader.each("links", [&](const Json &item, const std::string &at) {
        std::vector<LinkEnd> ends;
        Reader link(item, at);
        link.each("ends", [&](const Json &end, const std::string &place) {
            ends.push_back(readEnd(end, place));
            if (names.count(ends.back().node) == 0)
                fault(place, "there is no node " + ends.back().node);
            if (!interfaces.insert({ends.back().node, ends.back().interface}).second)
                fault(place, "the node has an interface of this name already");
        });
        link.finish();
        if (ends.size() != 2)
            fault(at, "a link has two ends");
        story.links.push_back({ends[0], ends[1]});
    });
    for (const std::string &role : {story.here, story.client}) {
        if (names.count(role) == 0)
            fault("nodes", "there is no node " + role);
    }
    const Json *question = reader.member("question");
    if (question == nullptr)
        fault("question", "is missing");
    story.question = readQuestion(*question);
    reader.finish();
    return story;
}

} // namespace

Core::Result<Story> parseStory(std::string_view json)
{
    const Json value = Json::parse(json, nullptr, false);
    if (value.is_discarded())
        return Core::failure(ErrorCode::ParseFailed, "read a story", "the file is not JSON");
    try {
        return readStory(value);
    } catch (const StoryFault &problem) {
        return Core::failure(ErrorCode::ParseFailed, "read a story", problem.what());
    }
}

Core::Result<Story> loadStory(const std::string &folder, const std::string &id)
{
    const std::string path = folder + "/" + id + ".json";
    std::error_code error;
    if (!madeOf(id, 64, nameLetters) || !std::filesystem::is_regular_file(path, error))
        return Core::failure(ErrorCode::NotFound, "read a story",
                             "there is no story " + id + " in " + folder);
    if (std::filesystem::file_size(path, error) > largestStory || error)
        return Core::failure(ErrorCode::LimitExceeded, "read a story", path + " is too large");
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto story = parseStory(text);
    if (!story) {
        story.error().message = path + ": " + story.error().message;
        return story;
    }
    if (story->id != id)
        return Core::failure(ErrorCode::ParseFailed, "read a story",
                             path + ": id: must be the file's name");
    return story;
}

std::vector<std::string> listStories(const std::string &folder)
{
    std::vector<std::string> ids;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".json")
            ids.push_back(entry.path().stem().string());
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::string defaultStoryFolder()
{
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const char *relative : {"../share/portlight/stories", "../../share/portlight/stories"}) {
        const auto folder = (program / relative).lexically_normal();
        if (!error && std::filesystem::is_directory(folder, error))
            return folder.string();
        error.clear();
    }
    return PORTLIGHT_STORY_DIR;
}

} // namespace Portlight::Helper::Lab
