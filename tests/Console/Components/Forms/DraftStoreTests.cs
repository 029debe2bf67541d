using System.Collections.Immutable;
using BackupConsole.Components.Forms.Drafts;
using BackupConsole.KubeStash;
using Microsoft.JSInterop;

namespace BackupConsole.Tests.Components.Forms;

/// <summary>What the browser's tab keeps of a form.</summary>
public sealed class DraftStoreTests
{
    private static readonly DraftKey Key = new("dev", KubeStashKinds.BackupSession, "a1");

    [Fact]
    public async Task A_draft_comes_back_as_it_was_also_in_pieces()
    {
        FakeTab tab = new();
        await using DraftStore store = new(tab, "js/drafts.js");
        Draft draft = new()
        {
            Manifest = "{}",
            Notes = ImmutableDictionary<string, string>.Empty.Add("a", new string('é', 30_000)),
            Text = new DraftText(0, true, "{ broken"),
        };

        await store.WriteAsync(Key, draft);
        Draft? read = await store.ReadAsync(Key);

        Assert.Equal(draft.Notes["a"], read!.Notes["a"]);
        Assert.Equal(draft.Text, read.Text);
        Assert.True(tab.Calls.Count(call => call == "read") > 1);
        Assert.True(store.Keeps);
    }

    [Fact]
    public async Task A_draft_that_is_too_large_is_not_kept()
    {
        FakeTab tab = new();
        await using DraftStore store = new(tab, "js/drafts.js");

        await store.WriteAsync(Key, new Draft { Manifest = new string('x', DraftStore.MaximumLength) });

        Assert.True(store.IsTooLarge);
        Assert.False(store.Keeps);
        Assert.Empty(tab.Kept);

        await store.WriteAsync(Key, new Draft());
        Assert.True(store.Keeps);
    }

    [Fact]
    public async Task A_smaller_one_that_arrives_late_does_not_make_a_draft_kept_that_is_too_large()
    {
        FakeTab tab = new() { WriteGate = new TaskCompletionSource() };
        await using DraftStore store = new(tab, "js/drafts.js");

        Task small = store.WriteAsync(Key, new Draft());
        await store.WriteAsync(Key, new Draft { Manifest = new string('x', DraftStore.MaximumLength) });
        tab.WriteGate.SetResult();
        await small;

        Assert.False(store.Keeps);
    }

    [Fact]
    public async Task Somebody_elses_text_is_no_draft()
    {
        FakeTab tab = new();
        tab.Kept[Key.ToString()] = "{ not ours";
        await using DraftStore store = new(tab, "js/drafts.js");

        Assert.Null(await store.ReadAsync(Key));
    }

    [Fact]
    public async Task A_browser_that_may_not_keep_anything_costs_the_draft_only()
    {
        FakeTab tab = new() { Trouble = new JSException("denied") };
        await using DraftStore store = new(tab, "js/drafts.js");

        await store.WriteAsync(Key, new Draft());

        Assert.False(store.Keeps);
        Assert.Null(await store.ReadAsync(Key));
    }

    [Theory]
    [InlineData("a1B2", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a/b", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Ids_of_addresses_are_checked(string? id, bool isId) => Assert.Equal(isId, DraftKey.IsId(id));
}
