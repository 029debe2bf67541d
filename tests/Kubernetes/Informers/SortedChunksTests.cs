using BackupConsole.Kubernetes.Informers;

namespace BackupConsole.Kubernetes.Tests.Informers;

public sealed class SortedChunksTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 700)]
    [InlineData(3, 5_000)]
    public void Random_changes_equal_those_of_a_sorted_set(int seed, int range)
    {
        Random random = new(seed);
        SortedSet<int> model = [];
        SortedChunks<int> chunks = SortedChunks<int>.Empty(Comparer<int>.Default);
        for (int round = 0; round < 200; round++)
        {
            int size = random.Next(4) == 0 ? random.Next(range) : random.Next(5);
            int[] touched = [.. Enumerable.Range(0, size).Select(_ => random.Next(range)).Distinct()];
            List<int> removed = [.. touched.Where(item => model.Contains(item) && random.Next(3) > 0)];
            List<int> added = [.. touched.Where(item => !model.Contains(item))];
            removed.ForEach(item => model.Remove(item));
            added.ForEach(item => model.Add(item));
            SortedChunks<int> before = chunks;
            int[] contents = [.. before.Range(0, before.Count)];
            chunks = chunks.Apply(removed, added);

            Assert.Equal(model, chunks.Range(0, chunks.Count));
            Assert.Equal(contents, before.Range(0, before.Count));
            Assert.Equal(model.Count, chunks.Count);
        }

        int[] expected = [.. model];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], chunks[i]);
        }

        for (int probe = -1; probe <= range; probe++)
        {
            Assert.Equal(expected.Count(item => item < probe), chunks.LowerBound(probe, static (item, wanted) => item < wanted));
        }

        Assert.Equal(expected.Skip(3).Take(4), chunks.Range(3, Math.Min(4, expected.Length - 3)));
    }

    [Fact]
    public void An_item_is_replaced_in_its_place()
    {
        IComparer<string> byFirstLetter = Comparer<string>.Create((left, right) => left[0].CompareTo(right[0]));
        SortedChunks<string> chunks = SortedChunks<string>.Build(byFirstLetter, ["b1", "a1", "c1"]);
        chunks = chunks.Apply(["b1"], ["b2"]);
        Assert.Equal(["a1", "b2", "c1"], chunks.Range(0, 3));
    }

    [Fact]
    public void Removing_what_is_not_there_removes_nothing()
    {
        SortedChunks<int> chunks = SortedChunks<int>.Build(Comparer<int>.Default, [2, 4, 6]);
        Assert.Equal([2, 4, 6], chunks.Apply([1, 3, 5, 7], []).Range(0, 3));
        Assert.Equal(0, SortedChunks<int>.Empty(Comparer<int>.Default).Apply([1], []).Count);
    }

    [Fact]
    public void Positions_outside_are_refused()
    {
        SortedChunks<int> chunks = SortedChunks<int>.Build(Comparer<int>.Default, [1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => chunks[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => chunks[-1]);
    }
}
