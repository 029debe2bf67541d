using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>
/// The library's scanner, made to refuse tabs where YAML wants spaces. It lets tabs pass as indentation, where kubectl stops; a text that looks
/// right here would fail, or mean something else, there.
/// </summary>
internal sealed class YamlIndentationScanner(string text, TextPositions positions) : IScanner
{
    private readonly Scanner inner = new(new StringReader(text), skipComments: true);
    private int flowLevel;
    private bool indentationMayFollow = true;
    private int previousEnd;
    private Token? lastChecked;

    public Mark CurrentPosition => inner.CurrentPosition;

    public Token? Current => inner.Current;

    public bool MoveNext()
    {
        bool moved = inner.MoveNext();
        Check();
        return moved;
    }

    public bool MoveNextWithoutConsuming()
    {
        bool moved = inner.MoveNextWithoutConsuming();
        Check();
        return moved;
    }

    public void ConsumeCurrent() => inner.ConsumeCurrent();

    private void Check()
    {
        if (inner.Current is not { } token || ReferenceEquals(token, lastChecked))
        {
            return;
        }

        lastChecked = token;

        int start = Math.Min((int)token.Start.Index, text.Length);
        if (flowLevel == 0 && start > previousEnd)
        {
            CheckGap(previousEnd, start);
        }

        switch (token)
        {
            case FlowMappingStart or FlowSequenceStart:
                flowLevel++;
                break;
            case FlowMappingEnd or FlowSequenceEnd:
                flowLevel = Math.Max(0, flowLevel - 1);
                break;
        }

        int end = Math.Min((int)token.End.Index, text.Length);
        if (end > previousEnd)
        {
            previousEnd = end;
            indentationMayFollow = token is BlockEntry or Key;
        }
    }

    private void CheckGap(int start, int end)
    {
        bool indentation = indentationMayFollow || (start > 0 && TextCharacters.IsLineBreak(text[start - 1]));
        bool comment = false;
        for (int i = start; i < end; i++)
        {
            char c = text[i];
            if (TextCharacters.IsLineBreak(c))
            {
                (indentation, comment) = (true, false);
            }
            else if (c == '#')
            {
                comment = true;
            }
            else if (c == '\t' && indentation && !comment)
            {
                throw new ManifestException(ManifestError.At(
                    positions.Character(i),
                    YamlErrorWords.TabMessage,
                    YamlErrorWords.TabRemedy));
            }
        }
    }
}
