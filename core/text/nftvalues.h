// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace Portlight::Core
{

/// How nft prints the values that something is compared with.
struct NftContext {
    bool quoted = false; ///< names of devices, times
    bool hex = false; ///< marks, with eight digits
    bool seconds = false; ///< "1h30m"
    bool flags = false; ///< a list is "syn,ack" in any case
};
NftContext nftContextOf(const nlohmann::ordered_json &left);

/// "tcp flags" and their like.
bool nftIsFlags(const nlohmann::ordered_json &expression);

/// An expression of nft's JSON in its words: "tcp dport", "10.0.0.0/8", "{ 22, 80-90 }", "@bad".
std::string nftValue(const nlohmann::ordered_json &value, const NftContext &context);

} // namespace Portlight::Core
