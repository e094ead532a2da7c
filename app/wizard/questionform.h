// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/question.h"
#include "core/result.h"

#include <QString>

namespace Portlight::App
{

/// What a person typed about a connection, before it is looked up.
struct QuestionForm {
    Core::Way direction = Core::Way::Input;
    std::uint8_t protocol = Core::ProtocolTcp; ///< ProtocolIcmp stands for ping in both families
    QString from; ///< address; empty: anyone
    QString to; ///< address or host name; may be empty for the way in
    QString service; ///< port number or name of a service
    bool operator==(const QuestionForm &) const = default;
};

/// What is wrong with a form, as a code the page has a sentence for.
enum class FormProblem {
    None,
    PortMissing,
    PortNotUnderstood,
    ToMissing,
    FromMissing,
    FromNotAnAddress,
    FamiliesDiffer,
};
FormProblem problemOf(const QuestionForm &form);

/// "22", "ssh" and "SSH" are 22; nothing for what is no port.
std::optional<std::uint16_t> portOf(const QString &service);

/// `resolvedTo` stands for a host name in `to`. InvalidArgument when problemOf() finds something.
Core::Result<Core::Question> toQuestion(const QuestionForm &form,
                                        const std::optional<Core::IpAddress> &resolvedTo = {});
QuestionForm toForm(const Core::Question &question);

} // namespace Portlight::App
