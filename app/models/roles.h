// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <Qt>

namespace Portlight::App
{

/// Roles that all models of this folder share. Icons are named, not drawn, here: a delegate in
/// app/widgets draws them, so that models need no widgets.
enum CommonRole {
    IconNameRole = Qt::UserRole + 1, ///< name of an icon in resources/icons/actions
    SortRole, ///< a value that sorts as a number where the text would not
    EmphasisRole, ///< true: a row that is not an ordinary entry (heading, policy)
    MarksRole, ///< QStringList: words of a search, to be marked in the text
    DimmedRole, ///< true: it is there, but has no effect (switched off, about to be removed)
    FirstOwnRole,
};

} // namespace Portlight::App
