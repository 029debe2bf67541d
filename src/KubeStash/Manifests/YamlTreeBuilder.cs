using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>Builds the tree of one YAML document from its events, as kubectl would: last key wins, aliases are copied, merges are carried out.</summary>
internal sealed class YamlTreeBuilder(YamlEvents events, ReadingBudget budget, List<ManifestError> warnings)
{
    private readonly Dictionary<string, YamlTree> anchors = new(StringComparer.Ordinal);

    /// <summary>Where the value read last ends; a block ends where its last value does, not at the next line's start.</summary>
    private int lastEnd;

    /// <summary>How many { } and [ ] are open.</summary>
    private int flowDepth;

    public YamlTree Read() => ReadValue(1);

    private YamlTree ReadValue(int depth)
    {
        switch (events.Current)
        {
            case AnchorAlias alias:
                return ReadAlias(alias, depth);
            case Scalar scalar:
                return ReadScalar(scalar, isKey: false);
            case SequenceStart list:
                return ReadList(list, depth);
            case MappingStart mapping:
                return ReadObject(mapping, depth);
            default:
                throw Error(events.RangeOf(events.Current), "A value is missing here.", "Write the value, or \"\" for an empty text.");
        }
    }

    private YamlTree ReadScalar(Scalar scalar, bool isKey)
    {
        events.Take();
        SourceRange range = events.RangeOf(scalar);
        lastEnd = events.EndOf(scalar);
        if (!isKey)
        {
            budget.AddNode(range);
        }

        CheckPlain(scalar, range);
        YamlScalar value = YamlTags.Resolve(scalar, range);
        YamlTree tree = new() { Scalar = value, Characters = scalar.Value.Length, IsComplete = true };
        if (value.Kind != YamlScalarKind.NotFinite)
        {
            tree.Node = value.ToNode();
        }

        tree.Source = new SourceNode(tree.Node, range);
        Remember(scalar, tree);
        return tree;
    }

    /// <summary>
    /// The library's scanner takes <c>a *b: c</c> for one text, where kubectl sees the field "a *b"; and inside { } and [ ] it lets texts start
    /// with characters that kubectl refuses or reads as signs.
    /// </summary>
    private void CheckPlain(Scalar scalar, SourceRange range)
    {
        if (scalar.Style != ScalarStyle.Plain)
        {
            return;
        }

        if (flowDepth > 0 && scalar.Value is ['?' or '@' or '`' or '|' or '>' or '%', ..])
        {
            throw Error(range, $"A value cannot start with {scalar.Value[0]} here.", "Put the value in quotes.");
        }

        if (scalar.Value.Contains(" *", StringComparison.Ordinal)
            && (scalar.Value.Contains(": ", StringComparison.Ordinal) || scalar.Value.EndsWith(':')))
        {
            throw Error(range, "It is not clear where this text ends.", "Put the field's name, or the whole text, in quotes.");
        }
    }

    /// <summary>Infinity is refused where it is a value; as a key it is a text like any other.</summary>
    private static YamlTree Valued(YamlTree tree) => tree.Scalar is { Kind: YamlScalarKind.NotFinite } scalar
        ? throw Error(tree.Source.Range, $"{scalar.Text} is a number that Kubernetes cannot hold.", "Write a finite number, or put it in quotes if it is a text.")
        : tree;

    private YamlTree ReadList(SequenceStart start, int depth)
    {
        events.Take();
        budget.AddNode(events.RangeOf(start));
        budget.CheckDepth(depth, events.RangeOf(start));
        JsonArray items = [];
        YamlTree tree = new() { Node = items, Height = 1 };
        Remember(start, tree);
        flowDepth += start.Style == SequenceStyle.Flow ? 1 : 0;
        List<SourceNode> sources = [];
        int end = (int)start.End.Index;
        while (events.Current is not SequenceEnd)
        {
            YamlTree item = Valued(ReadValue(depth + 1));
            items.Add(item.Node);
            sources.Add(item.Source);
            tree.Hold(item);
            end = lastEnd;
        }

        tree.Source = new SourceNode(items, EndCollection(start, start.Style == SequenceStyle.Flow, end));
        sources.ForEach(tree.Source.AddItem);
        tree.IsComplete = true;
        return tree;
    }

    private SourceRange EndCollection(NodeEvent start, bool flow, int end)
    {
        ParsingEvent finish = events.Take();
        flowDepth -= flow ? 1 : 0;
        // The library gives the bracket itself no length.
        lastEnd = flow ? (int)finish.Start.Index + 1 : end;
        return events.Between(start.Start.Index, lastEnd);
    }

    private YamlTree ReadObject(MappingStart start, int depth)
    {
        events.Take();
        budget.AddNode(events.RangeOf(start));
        budget.CheckDepth(depth, events.RangeOf(start));
        JsonObject fields = [];
        YamlTree tree = new() { Node = fields, Height = 1 };
        Remember(start, tree);
        flowDepth += start.Style == MappingStyle.Flow ? 1 : 0;
        FieldSources sources = new();
        int end = (int)start.End.Index;
        while (events.Current is not MappingEnd)
        {
            if (YamlTags.IsMerge(events.Current))
            {
                SourceRange key = events.RangeOf((Scalar)events.Take());
                bool alias = events.Current is AnchorAlias;
                YamlTree merged = ReadValue(depth);
                Merge(merged, alias && merged.Node is JsonArray, key, tree, sources);
            }
            else
            {
                ReadField(tree, sources, depth);
            }

            end = lastEnd;
        }

        tree.Source = new SourceNode(fields, EndCollection(start, start.Style == MappingStyle.Flow, end));
        sources.CopyTo(tree.Source);
        tree.IsComplete = true;
        return tree;
    }

    private void ReadField(YamlTree tree, FieldSources sources, int depth)
    {
        ParsingEvent keyEvent = events.Current;
        YamlTree keyTree = keyEvent is Scalar name ? ReadScalar(name, isKey: true) : ReadValue(depth + 1);
        SourceRange keyRange = keyTree.Source.Range;
        string key = KeyOf(keyTree, keyRange);
        if (keyEvent is Scalar { Style: ScalarStyle.Plain } written && keyTree.Scalar is { Kind: YamlScalarKind.Boolean } && written.Value != key)
        {
            Warn(keyRange, $"The key {written.Value} is read as {key}.", $"Write \"{written.Value}\" in quotes if it is a name.");
        }

        JsonObject fields = tree.Node!.AsObject();
        if (sources.LineWritten(key) is { } line)
        {
            Warn(keyRange, $"The key {key} is given twice; this one counts, not the one in line {line}.", "Remove one of them.");
        }

        YamlTree value = Valued(ReadValue(depth + 1));
        tree.Hold(value);
        tree.Characters += key.Length;
        fields[key] = value.Node;
        sources.Write(key, value.Source.WithKey(keyRange));
    }

    private static string KeyOf(YamlTree tree, SourceRange range) => tree.Scalar switch
    {
        null => throw Error(range, "An object or list cannot be the name of a field.", "Write the name as a text."),
        { Kind: YamlScalarKind.Null } => throw Error(range, "A field has no name.", "Write the name before the \":\", in quotes if it is meant to be \"null\"."),
        { } scalar => scalar.ToKey() ?? throw Error(range, "This number is too big for the name of a field.", "Put it in quotes."),
    };

    /// <summary>
    /// Copies the fields of <c>&lt;&lt;: *other</c>. As kubectl has it, they count like fields written at this place: they replace earlier ones and
    /// are replaced by later ones; of several merged objects the first wins.
    /// </summary>
    private void Merge(YamlTree merged, bool listByAlias, SourceRange key, YamlTree tree, FieldSources sources)
    {
        JsonNode[] objects = merged.Node switch
        {
            JsonObject one => [one],
            JsonArray list when !listByAlias && list.All(item => item is JsonObject) => [.. list.Reverse().Select(item => item!)],
            _ => throw Error(merged.Source.Range, "Only an object, or a list of objects, can be merged with <<.", "Name the object to merge as <<: *name."),
        };
        SourceNode[] places = merged.Node is JsonObject ? [merged.Source] : [.. merged.Source.Items.Reverse()];
        JsonObject fields = tree.Node!.AsObject();
        tree.Hold(merged);
        tree.Height = Math.Max(tree.Height - 1, merged.Height);
        for (int i = 0; i < objects.Length; i++)
        {
            foreach (KeyValuePair<string, JsonNode?> field in objects[i].AsObject())
            {
                if (sources.LineWritten(field.Key) is { } line)
                {
                    Warn(key, $"The merge replaces the key {field.Key} of line {line}.", "Write the merge before the fields that are to win.");
                }

                fields[field.Key] = field.Value?.DeepClone();
                sources.Merge(field.Key, places[i].Fields[field.Key].MovedTo(merged.Source.Range, key));
            }
        }
    }

    private YamlTree ReadAlias(AnchorAlias alias, int depth)
    {
        events.Take();
        lastEnd = (int)alias.End.Index;
        SourceRange range = events.RangeOf(alias);
        CheckName(alias.Value.Value, range);
        if (!anchors.TryGetValue(alias.Value.Value, out YamlTree? target))
        {
            throw Error(range, $"*{alias.Value.Value} refers to a value that is not in the text above.", $"Mark the value with &{alias.Value.Value}, or put the text in quotes.");
        }

        if (!target.IsComplete)
        {
            throw Error(range, $"*{alias.Value.Value} stands inside the value it refers to.", "Write the value out.");
        }

        budget.AddCopy(target, range);
        budget.CheckDepth(depth - 1 + target.Height, range);
        return new YamlTree
        {
            Node = target.Node?.DeepClone(),
            Source = target.Source.MovedTo(range, null),
            Scalar = target.Scalar,
            Nodes = target.Nodes,
            Characters = target.Characters,
            Height = target.Height,
            IsComplete = true,
        };
    }

    private void Remember(NodeEvent marked, YamlTree tree)
    {
        if (!marked.Anchor.IsEmpty)
        {
            CheckName(marked.Anchor.Value, events.RangeOf(marked));
            anchors[marked.Anchor.Value] = tree;
        }
    }

    /// <summary>The library allows any character in the names of anchors, kubectl few: what is a name here could be a text there.</summary>
    private static void CheckName(string name, SourceRange range)
    {
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw Error(range, $"The name {name} after & or * is not well formed.", "Use letters, digits, - and _ in the name, or put the value in quotes.");
        }
    }

    private void Warn(SourceRange range, string message, string remedy)
    {
        if (warnings.Count < ManifestDocument.MaxWarnings)
        {
            warnings.Add(ManifestError.At(range, message, remedy));
        }
    }

    private static ManifestException Error(SourceRange range, string message, string? remedy) => new(ManifestError.At(range, message, remedy));
}
